using System.Globalization;

namespace R2N2.Benchmarks.Zoo;

/// <summary>The families of the zoo.</summary>
internal static class ZooFamilies
{
    /// <summary>All of them; those of data that are not here are left out.</summary>
    /// <param name="data">Where case files are; null where they are nowhere.</param>
    public static IEnumerable<ZooEntry> All(string? data)
    {
        yield return ZooEntry.Of(new Bratu(), (equations, tolerance) => new TridiagonalNewtonPeer<Bratu>(equations, tolerance));
        yield return ZooEntry.Of(new BroydenTridiagonal(), (equations, tolerance) => new TridiagonalNewtonPeer<BroydenTridiagonal>(equations, tolerance));
        yield return ZooEntry.Of(new AdvectionDiffusion(), (equations, tolerance) => new TridiagonalNewtonPeer<AdvectionDiffusion>(equations, tolerance));
        yield return ZooEntry.Of(new Kepler(), (_, tolerance) => new KeplerLanesPeer(tolerance));
        yield return ZooEntry.Of(new TwoLinkArm());
        if (data is not null)
        {
            yield return ZooEntry.Of(new PowerFlow("ieee14", new PowerGrid(Path.Combine(data, "case14.m")), spread: 0.5));
        }

        yield return ZooEntry.Of(new Rosenbrock());
        yield return ZooEntry.Of(new PowellSingular());
        yield return ZooEntry.Of(new ChandrasekharAlbedo("chandrasekharAlbedo10", 10));
        yield return ZooEntry.Of(new ChandrasekharAlbedo("chandrasekharAlbedo100", 100));
        yield return ZooEntry.Of(new DecayFit());
        yield return ZooEntry.Of(new Hammerstein());
        yield return ZooEntry.Of(new AllenCahnStep(), (equations, tolerance) => new BandedNewtonPeer<AllenCahnStep>(equations, tolerance));
        yield return ZooEntry.Of(new Bratu2D(), (equations, tolerance) => new BandedNewtonPeer<Bratu2D>(equations, tolerance));
        yield return ZooEntry.Of(new ChandrasekharAlbedo("chandrasekharAlbedo", 1000));
    }

    /// <summary>One family in sizes that are not among the others.</summary>
    public static IEnumerable<ZooEntry> Sizes() => new[] { 3, 5, 20, 50, 200 }.Select(
        m => ZooEntry.Of(new ChandrasekharAlbedo(string.Create(CultureInfo.InvariantCulture, $"chandrasekharAlbedo{m}"), m)));
}
