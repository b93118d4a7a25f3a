// A native asset out of a NuGet package.
using Microsoft.Data.Sqlite;

using SqliteConnection connection = new("Data Source=:memory:");
connection.Open();
using SqliteCommand command = connection.CreateCommand();
command.CommandText = "select 'do' || 'ne'";
Console.WriteLine(command.ExecuteScalar());
