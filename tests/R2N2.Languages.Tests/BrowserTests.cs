using R2N2.Languages.Tests.Cases;
using R2N2.Languages.Tests.Runtimes;
using Xunit.Abstractions;

namespace R2N2.Languages.Tests;

/// <summary>Exported files in a page of a headless Chromium.</summary>
public sealed class BrowserTests(ITestOutputHelper log)
{
    public static TheoryData<string> Names => ExportedCases.Names;

    [RuntimeTheory(RuntimeKind.Browser)]
    [MemberData(nameof(Names))]
    public void Run_ExportedFile_MatchesCSharp(string name) => RuntimeAgreement.WithCSharp(RuntimeKind.Browser, name, log);
}
