// A native asset of its own, which needs libraries of C++ and zlib.
using System.Runtime.InteropServices;

Console.WriteLine(Demo.Length(42) == 2 ? "done" : "wrong");

internal static class Demo
{
    [DllImport("demo", EntryPoint = "demo_length")]
    public static extern int Length(int number);
}
