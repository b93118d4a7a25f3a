namespace Wolfi.Apk.Tests.Solving;

/// <summary>The order of installation, which is the order of layers.</summary>
[TestClass]
public sealed class Solver_install_order
{
    [TestMethod]
    [DataRow("c b a", "a=1\nb=1\nc=1", "a=1 b=1 c=1", DisplayName = "The world by name")]
    [DataRow("a", "a=1 D:z y x\nx=1\ny=1\nz=1", "x=1 y=1 z=1 a=1", DisplayName = "Dependencies by name, before who needs them")]
    [DataRow("a b", "a=1 D:b\nb=1", "b=1 a=1", DisplayName = "A dependency of the first comes before its own turn")]
    [DataRow("a", "a=1 D:b c\nb=1 D:d\nc=1 D:d\nd=1", "d=1 b=1 c=1 a=1", DisplayName = "Once only")]
    [DataRow("a", "a=1 D:b\nb=1 D:c\nc=1 D:a", "c=1 b=1 a=1", DisplayName = "A way back is passed over")]
    [DataRow("b", "a=1 D:b\nb=1 D:c\nc=1 D:a", "a=1 c=1 b=1", DisplayName = "Wherever the cycle is entered")]
    [DataRow("a", "a=1 D:so:z so:y\nb=1 p:so:z=1\nc=1 p:so:y=1", "c=1 b=1 a=1", DisplayName = "By the dependency's name, not the provider's")]
    [DataRow("a base", "a=1 D:b\nb=1\nbase=1 p:merged-usrsbin=1", "base=1 b=1 a=1", DisplayName = "The base layout first")]
    [DataRow("a", "a=1 D:base b\nb=1 D:merged-usrsbin\nbase=1 D:certs p:merged-usrsbin=1\ncerts=1", "base=1 certs=1 b=1 a=1", DisplayName = "Even before its own dependencies")]
    [DataRow("b", "b=1\nz=1 i:b\ny=1 i:b D:x\nx=1", "b=1 x=1 y=1 z=1", DisplayName = "What joins by itself comes last")]
    public void Is(string world, string packages, string expected)
    {
        Assert.AreEqual(expected, Worlds.Answer(world, packages));
        Assert.AreEqual(expected, Worlds.Answer(string.Join(' ', world.Split(' ').Reverse()), string.Join('\n', packages.Split('\n').Reverse())), "all reversed");
    }
}
