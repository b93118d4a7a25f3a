// Time zones by name.
TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
Console.WriteLine(zone.GetUtcOffset(new DateTime(2026, 7, 1, 0, 0, 0, DateTimeKind.Utc)) == TimeSpan.FromHours(2) ? "done" : "wrong");
