Console.WriteLine($"Hello from a Wolfi image, as user {Environment.UserName} on .NET {Environment.Version}.");
