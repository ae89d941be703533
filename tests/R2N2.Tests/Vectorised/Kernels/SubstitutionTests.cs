using System.Numerics;
using System.Runtime.Intrinsics;
using R2N2.Reference;
using R2N2.Vectorised;

namespace R2N2.Tests.Vectorised;

/// <summary>Factorisation and substitution of lanes: solutions, and the same bits in any company.</summary>
public sealed class SubstitutionTests
{
    public static TheoryData<int> Sizes => [1, 2, 3, 4, 7, 8, 10, 17, 30];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Run_AnyMatrices_SolvesThemInBothPrecisions(int m)
    {
        AssertSolves<double>(m, 1e-11);
        AssertSolves<float>(m, 1e-2);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Run_AnyCompany_LeavesEveryLaneItsBits(int m)
    {
        AssertCompany<double>(m);
        AssertCompany<float>(m);
    }

    private static void AssertSolves<T>(int m, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(m);
        int lanes = 2 * Vector512<T>.Count;
        T[][] matrices = [.. Enumerable.Range(0, lanes).Select(_ => LaneMemory.Numbers<T>(random, m * m))];
        T[][] rights = [.. Enumerable.Range(0, lanes).Select(_ => LaneMemory.Numbers<T>(random, 2 * m))];
        T[][] solutions = Solve(matrices, rights, m);
        for (int lane = 0; lane < lanes; lane++)
        {
            double[] exact = PlainElimination.Solve(Array.ConvertAll(matrices[lane], double.CreateChecked), Array.ConvertAll(rights[lane], double.CreateChecked));
            double size = exact.Max(Math.Abs);
            Assert.All(exact.Zip(solutions[lane]), pair => Assert.Equal(pair.First, double.CreateChecked(pair.Second), tolerance * size));
        }
    }

    // Among infinite, huge, tiny, zero and other matrices, in blocks of one to three vectors, and alone.
    private static void AssertCompany<T>(int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        Random random = new(m);
        T[][] matrices = LaneMemory.MixedCompany<T>(random, 3 * Vector512<T>.Count, m * m);
        T[][] rights = [.. matrices.Select(_ => LaneMemory.Numbers<T>(random, 2 * m))];
        T[][] solutions = Solve(matrices, rights, m);
        T[][] first = Solve(matrices[..Vector512<T>.Count], rights[..Vector512<T>.Count], m);
        for (int lane = 0; lane < matrices.Length; lane++)
        {
            T[] alone = Solve([matrices[lane]], [rights[lane]], m)[0];
            LaneMemory.AssertSameBits(alone, solutions[lane], $"{m} unknowns in lane {lane}");
            if (lane < first.Length)
            {
                LaneMemory.AssertSameBits(alone, first[lane], $"{m} unknowns in lane {lane} of one vector");
            }
        }
    }

    private static T[][] Solve<T>(T[][] matrices, T[][] rights, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = matrices.Length;
        T[] factors = new T[m * Factorisation.Width(m) * lanes];
        T[] solutions = new T[m * 2 * lanes];
        Factorisation.Run(ref LaneMemory.Of(matrices)[0], ref factors[0], m, lanes);
        Substitution.Run(ref factors[0], isShared: false, ref LaneMemory.Of(rights)[0], ref solutions[0], m, 2, lanes);
        return [.. Enumerable.Range(0, lanes).Select(lane => LaneMemory.Lane(solutions, lane, lanes))];
    }
}
