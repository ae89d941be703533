using Xunit.Sdk;

namespace R2N2.MLNet.Tests.Conformance;

public sealed class ConformanceTests
{
    public static IEnumerable<object[]> Everything =>
        from component in ComponentCases.Names from check in ConformanceChecks.Names select new object[] { component, check };

    public static IEnumerable<object[]> Checks => ConformanceChecks.Names.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Everything))]
    public void Component_GoodOne_PassesTheCheck(string component, string check) =>
        ConformanceChecks.Get(check).Run(ComponentCases.Get(component));

    [Theory]
    [MemberData(nameof(Checks))]
    public void Check_OnAComponentBrokenOnPurpose_Fails(string check)
    {
        ConformanceCheck known = ConformanceChecks.Get(check);
        ComponentCase broken = known.Break(ComponentCases.Get("linear"));

        Assert.ThrowsAny<XunitException>(() => known.Run(broken));
    }
}
