using R2N2.Languages.Tests.Cases;
using R2N2.Languages.Tests.Runtimes;
using Xunit.Abstractions;

namespace R2N2.Languages.Tests;

/// <summary>Exported files under the ONNX checker, with strict inference of all shapes.</summary>
public sealed class CheckerTests(ITestOutputHelper log)
{
    public static TheoryData<string> Names => ExportedCases.Names;

    [RuntimeTheory(RuntimeKind.Checker)]
    [MemberData(nameof(Names))]
    public void Check_ExportedFile_IsValid(string name)
    {
        var results = RuntimeResults.Of(RuntimeKind.Checker);

        log.WriteLine(results.Runtime);
        Assert.Empty(results.Outputs(name));
    }
}
