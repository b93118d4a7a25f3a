using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Plans;

[TestClass]
public sealed class AccountFiles_rules
{
    private static readonly AccountFiles Base = AccountFiles.From("root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n", "root:x:0:\nnobody:x:65534:\n", "root:::0:::::\nnobody:!::0:::::\n");

    [TestMethod]
    public void Append_an_account_to_all_three()
    {
        AccountFiles files = Base.With([AccountFiles.NonRoot]);
        StringAssert.EndsWith(files.Passwd, "nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n");
        StringAssert.EndsWith(files.Group, "nonroot:x:65532:\n");
        StringAssert.EndsWith(files.Shadow, "nonroot:!::0:::::\n");
    }

    [TestMethod]
    public void Stay_as_they_are_when_the_account_is_there() =>
        Assert.AreEqual(Base.With([AccountFiles.NonRoot]), Base.With([AccountFiles.NonRoot, AccountFiles.NonRoot]));

    [TestMethod]
    public void Begin_with_root_where_no_package_has_them() =>
        Assert.AreEqual("root:x:0:0:root:/root:/sbin/nologin\n", AccountFiles.From(null, null, null).Passwd);

    [TestMethod]
    [DataRow("nobody", 70, 70)]
    [DataRow("other", 65534, 70)]
    [DataRow("toor", 0, 0)]
    public void Refuse_a_name_or_number_that_is_taken(string name, int uid, int gid) =>
        Failing.With(ImageErrors.AccountRefused, () => Base.With([new DeclaredAccount(name, uid, gid, "/home/x")]));

    [TestMethod]
    public void Reuse_a_group_that_is_there()
    {
        AccountFiles files = Base.With([new DeclaredAccount("worker", 1000, 65534, "/home/worker")]);
        Assert.AreEqual(Base.Group, files.Group);
    }
}
