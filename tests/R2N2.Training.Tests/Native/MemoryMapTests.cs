using R2N2.Training.Native;

namespace R2N2.Training.Tests.Native;

public class MemoryMapTests
{
    private static readonly MemoryMap _map = new(
    [
        "55d0c0a00000-55d0c0a02000 r--p 00000000 08:01 1053      /usr/bin/app",
        "7f10a0000000-7f10a0021000 rw-p 00000000 00:00 0 ",
        "7f10a4000000-7f10a4100000 r-xp 00090000 08:01 77        /opt/with space/libstdc++.so.6.0.30",
        "7f10a8000000-7f10a8001000 r-xp 00000000 08:01 78        /tmp/r2n2-x/libGone.so (deleted)",
        "7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0         [stack]",
        "not a line",
        "",
    ]);

    [Theory]
    [InlineData(0x7f10a4000000, "/opt/with space/libstdc++.so.6.0.30")]
    [InlineData(0x7f10a40fffff, "/opt/with space/libstdc++.so.6.0.30")]
    [InlineData(0x7f10a4100000, null)]
    [InlineData(0x7f10a0000010, null)]
    [InlineData(0x7ffd00000000, null)]
    public void FindFile_Address_GivesTheFileMappedThere(ulong address, string? expected) =>
        Assert.Equal(expected, _map.FindFile(address));

    [Theory]
    [InlineData("libstdc++.so.6.0.30", true)]
    [InlineData("libGone.so", true)]
    [InlineData("libstdc++.so.6", false)]
    public void Contains_FileName_IgnoresFolders(string fileName, bool expected) =>
        Assert.Equal(expected, _map.Contains(fileName));

    [LinuxFact]
    public void OfThisProcess_HoldsTheRuntime() => Assert.True(MemoryMap.OfThisProcess()!.Contains("libcoreclr.so"));
}
