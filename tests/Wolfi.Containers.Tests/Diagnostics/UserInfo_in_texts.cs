using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tests.Diagnostics;

[TestClass]
public sealed class UserInfo_in_texts
{
    [TestMethod]
    [DataRow("https://u:p@h/x", "https://h/x")]
    [DataRow("https://u:p@h", "https://h")]
    [DataRow("'https://u:p@w@h/x' and http://u@h:1/y?z", "'https://h/x' and http://h:1/y?z")]
    [DataRow("https://h/a@b and c@d", "https://h/a@b and c@d")]
    [DataRow("https://", "https://")]
    [DataRow("no URL, but u:p@h", "no URL, but u:p@h")]
    public void A19_Is_removed_and_nothing_else(string text, string expected)
    {
        Assert.AreEqual(expected, UserInfo.RemoveFrom(text));
        Assert.AreEqual(expected, RepositoryErrors.Refused.Create(text).Message);
    }
}
