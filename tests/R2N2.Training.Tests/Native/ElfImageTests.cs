using R2N2.Training.Native;

namespace R2N2.Training.Tests.Native;

public class ElfImageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadNeededVersions_SmallLibrary_ListsThemInOrder(bool tableFirst)
    {
        IReadOnlyList<ElfVersionNeed> needs = Small(tableFirst).ReadNeededVersions();

        Assert.Equal(
            [
                ("libc.so.6", "GLIBC_2.2.5", 4),
                (ElfBuilder.Library, ElfBuilder.Present, 2),
                (ElfBuilder.Library, ElfBuilder.Missing, 3),
            ],
            needs.Select(need => (need.Library, need.Version, (int)need.Index)));
        Assert.All(needs, need => Assert.True(need.IsMandatory));
    }

    [Fact]
    public void ReadDefinedVersions_SmallLibrary_LeavesOutTheLibrarysOwnName() =>
        Assert.Equal(["OWN_1", "OWN_2"], Small(tableFirst: false).ReadDefinedVersions());

    [Fact]
    public void ReadSymbols_SmallLibrary_PairsNamesWithVersions() =>
        Assert.Equal(
            [("", 0), (ElfBuilder.Marker, 3), (ElfBuilder.Replacement, 1), (ElfBuilder.Other, 2)],
            Small(tableFirst: false).ReadSymbols().Select(symbol => (symbol.Name, (int)symbol.VersionIndex)));

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(0, 0)]
    public void Constructor_OtherFormat_SaysWhatItFound(int offset, byte value)
    {
        byte[] image = new ElfBuilder().Build();
        image[offset] = value;

        BadImageFormatException error = Assert.Throws<BadImageFormatException>(() => new ElfImage(image));

        Assert.Contains("little-endian 64-bit ELF", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_TruncatedAnywhere_ThrowsBadImageFormat(bool tableFirst)
    {
        byte[] image = new ElfBuilder { TableFirst = tableFirst }.Build();
        for (int length = 0; length < image.Length; length++)
        {
            Assert.Throws<BadImageFormatException>(() => ReadAll(image[..length]));
        }
    }

    [Fact]
    public void Read_AnySingleBitFlipped_ThrowsNothingButBadImageFormat()
    {
        byte[] image = new ElfBuilder().Build();
        int refused = 0;
        for (int bit = 0; bit < image.Length * 8; bit++)
        {
            image[bit / 8] ^= (byte)(1 << (bit % 8));
            refused += IsRefused(image) ? 1 : 0;
            image[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.InRange(refused, 100, image.Length * 8);
        Assert.False(IsRefused(image));
    }

    [Fact]
    public void Read_ManyRandomBytes_ThrowsNothingButBadImageFormat()
    {
        var random = new Random(20240613);
        int refused = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] image = new ElfBuilder { TableFirst = round % 2 == 0 }.Build();
            for (int change = random.Next(1, 12); change > 0; change--)
            {
                image[random.Next(image.Length)] = (byte)random.Next(256);
            }

            refused += IsRefused(image) ? 1 : 0;
        }

        Assert.InRange(refused, 1_000, 19_999);
    }

    private static ElfImage Small(bool tableFirst) => new(new ElfBuilder { TableFirst = tableFirst }.Build());

    // Any other exception passes through and fails the test.
    private static bool IsRefused(byte[] image)
    {
        try
        {
            ReadAll(image);
            return false;
        }
        catch (BadImageFormatException)
        {
            return true;
        }
    }

    private static void ReadAll(byte[] image)
    {
        var elf = new ElfImage(image);
        elf.ReadDefinedVersions();
        elf.ReadNeededVersions();
        elf.ReadSymbols();
    }
}
