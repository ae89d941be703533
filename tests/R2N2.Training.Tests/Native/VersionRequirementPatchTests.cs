using System.Runtime.Versioning;
using R2N2.Training.Native;

namespace R2N2.Training.Tests.Native;

[SupportedOSPlatform("linux")]
public class VersionRequirementPatchTests
{
    private static readonly VersionRequirementPatch _small = new(
        ElfBuilder.Library, ElfBuilder.Missing, ElfBuilder.Marker, ElfBuilder.Replacement);

    [Fact]
    public void Apply_SmallLibrary_WeakensTheVersionAndRedirectsTheSymbol()
    {
        byte[] image = new ElfBuilder().Build();
        byte[] before = [.. image];

        byte[] patched = _small.Apply(image);

        Assert.Equal(before, image);
        var elf = new ElfImage(patched);
        Assert.Equal(
            [true, true, false],
            elf.ReadNeededVersions().Select(need => need.IsMandatory));
        Assert.Equal(
            [("", 0), (ElfBuilder.Replacement, 1), (ElfBuilder.Replacement, 1), (ElfBuilder.Other, 2)],
            elf.ReadSymbols().Select(symbol => (symbol.Name, (int)symbol.VersionIndex)));
        AssertDiffersOnlyWhereIntended(image, patched, _small);
    }

    [Fact]
    public void Apply_Twice_ChangesNothingMore()
    {
        byte[] patched = _small.Apply(new ElfBuilder().Build());

        Assert.Equal(patched, _small.Apply(patched));
    }

    [Fact]
    public void Apply_AnotherSymbolOfTheVersion_NamesIt()
    {
        byte[] image = new ElfBuilder { OtherVersion = 3 }.Build();

        BadImageFormatException error = Assert.Throws<BadImageFormatException>(() => _small.Apply(image));

        Assert.Contains($"'{ElfBuilder.Other}' of {ElfBuilder.Missing}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_NoReplacement_NamesIt()
    {
        byte[] image = new ElfBuilder { ReplacementName = "unrelated" }.Build();

        BadImageFormatException error = Assert.Throws<BadImageFormatException>(() => _small.Apply(image));

        Assert.Contains($"'{ElfBuilder.Replacement}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_VersionNotAsked_SaysSo()
    {
        VersionRequirementPatch other = _small with { Version = "GLIBCXX_3.4.99" };

        BadImageFormatException error =
            Assert.Throws<BadImageFormatException>(() => other.Apply(new ElfBuilder().Build()));

        Assert.Contains("does not ask for GLIBCXX_3.4.99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_AnySingleBitFlipped_PatchesOrThrowsBadImageFormat()
    {
        byte[] image = new ElfBuilder().Build();
        for (int bit = 0; bit < image.Length * 8; bit++)
        {
            image[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertPatchesOrRefuses(_small, image);
            image[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [LinuxFact]
    public void Apply_TorchSharpsLibrary_ChangesEightBytesAtMost()
    {
        byte[] image = TorchSharpsLibrary();

        byte[] patched = LinuxTorchLoader.Patch.Apply(image);

        AssertDiffersOnlyWhereIntended(image, patched, LinuxTorchLoader.Patch);
        Assert.Equal(patched, LinuxTorchLoader.Patch.Apply(patched));
        Assert.DoesNotContain(
            new ElfImage(patched).ReadSymbols(), symbol => symbol.Name == LinuxTorchLoader.Patch.Symbol);
    }

    [LinuxFact]
    public void Apply_TorchSharpsLibraryTruncated_ThrowsBadImageFormat()
    {
        byte[] image = TorchSharpsLibrary();
        for (int part = 0; part < 200; part++)
        {
            int length = (int)((long)image.Length * part / 200);
            Assert.Throws<BadImageFormatException>(() => LinuxTorchLoader.Patch.Apply(image[..length]));
        }
    }

    [LinuxFact]
    public void Apply_TorchSharpsLibraryWithFlippedBits_PatchesOrThrowsBadImageFormat()
    {
        byte[] image = TorchSharpsLibrary();
        var elf = new ElfImage(image);
        int[] starts =
        [
            0, image.Length - 31 * 64, elf.ReadSymbols()[0].EntryOffset, elf.ReadSymbols()[0].VersionOffset,
            elf.ReadNeededVersions()[0].FlagsOffset,
        ];
        var random = new Random(77);
        for (int round = 0; round < 300; round++)
        {
            byte[] damaged = [.. image];
            foreach (int start in starts)
            {
                int at = start + random.Next(256);
                damaged[at] ^= (byte)(1 << random.Next(8));
            }

            AssertPatchesOrRefuses(LinuxTorchLoader.Patch, damaged);
        }
    }

    // Any exception but the expected one passes through and fails the test.
    private static void AssertPatchesOrRefuses(VersionRequirementPatch patch, byte[] image)
    {
        try
        {
            Assert.Equal(image.Length, patch.Apply(image).Length);
        }
        catch (BadImageFormatException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }

    private static void AssertDiffersOnlyWhereIntended(byte[] image, byte[] patched, VersionRequirementPatch patch)
    {
        var elf = new ElfImage(image);
        ElfVersionNeed need = elf.ReadNeededVersions().Single(need => need.Version == patch.Version);
        ElfSymbol symbol = elf.ReadSymbols().Single(symbol => symbol.Name == patch.Symbol);
        HashSet<int> allowed =
        [
            need.FlagsOffset, need.FlagsOffset + 1,
            symbol.EntryOffset, symbol.EntryOffset + 1, symbol.EntryOffset + 2, symbol.EntryOffset + 3,
            symbol.VersionOffset, symbol.VersionOffset + 1,
        ];

        Assert.Equal(image.Length, patched.Length);
        int[] changed = [.. Enumerable.Range(0, image.Length).Where(i => image[i] != patched[i])];
        Assert.NotEmpty(changed);
        Assert.Subset(allowed, changed.ToHashSet());
    }

    private static byte[] TorchSharpsLibrary() =>
        File.ReadAllBytes(NativeFiles.OfThisApplication().Find(TorchLibraries.TorchSharp)!);
}
