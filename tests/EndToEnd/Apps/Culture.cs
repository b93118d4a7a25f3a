// A culture of its own: ICU.
using System.Globalization;

Console.WriteLine(1234.5.ToString("N1", new CultureInfo("de-DE")) == "1.234,5" ? "done" : "wrong");
