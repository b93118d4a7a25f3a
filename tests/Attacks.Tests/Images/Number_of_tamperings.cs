using System.Reflection;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>The tables of tamperings together: each row changes a finished image, has it signed again where that is the attack, and names the finding that is true.</summary>
[TestClass]
public sealed class Number_of_tamperings
{
    private const int Least = 80;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Is_at_least_eighty()
    {
        (string Table, int Rows)[] tables =
        [
            .. typeof(Number_of_tamperings).Assembly.GetTypes()
                .Where(type => type.Namespace == typeof(Number_of_tamperings).Namespace)
                .OrderBy(type => type.Name, StringComparer.Ordinal)
                .Select(type => (type.Name, type.GetMethod("Rows", BindingFlags.Public | BindingFlags.Static, []) is { } rows ? ((IEnumerable<object[]>)rows.Invoke(null, null)!).Count() : 0))
                .Where(table => table.Item2 > 0),
        ];
        foreach ((string table, int rows) in tables)
        {
            TestContext.WriteLine($"{rows,4} {table}");
        }

        int all = tables.Sum(table => table.Rows);
        TestContext.WriteLine($"{all,4} in all");
        Assert.IsGreaterThanOrEqualTo(Least, all);
    }
}
