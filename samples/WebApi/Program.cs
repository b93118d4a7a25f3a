using System.Globalization;

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();

// Needs cultures (ICU) and time zones: the image has what the app uses.
app.MapGet("/", () =>
{
    var berlin = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTimeOffset.UtcNow, "Europe/Berlin");
    return new Greeting(
        "Hello from a Wolfi image.",
        berlin.ToString("dddd, d. MMMM yyyy, HH:mm zzz", CultureInfo.GetCultureInfo("de-DE")),
        Environment.UserName);
});

app.Run();

record Greeting(string Message, string TimeInBerlin, string User);
