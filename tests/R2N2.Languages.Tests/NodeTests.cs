using R2N2.Languages.Tests.Cases;
using R2N2.Languages.Tests.Runtimes;
using Xunit.Abstractions;

namespace R2N2.Languages.Tests;

/// <summary>Exported files in Node.js.</summary>
public sealed class NodeTests(ITestOutputHelper log)
{
    public static TheoryData<string> Names => ExportedCases.Names;

    [RuntimeTheory(RuntimeKind.Node)]
    [MemberData(nameof(Names))]
    public void Run_ExportedFile_MatchesCSharp(string name) => RuntimeAgreement.WithCSharp(RuntimeKind.Node, name, log);
}
