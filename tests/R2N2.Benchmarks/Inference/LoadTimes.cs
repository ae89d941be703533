using System.Diagnostics;
using R2N2.Reference;

namespace R2N2.Benchmarks.Inference;

/// <summary>How long it takes to open an exported file with a safeguard.</summary>
internal static class LoadTimes
{
    private const int Rounds = 9;

    public static void Run(Figures figures)
    {
        Figures.Note("inference: opening a file, default export; a matrix of 10 unknowns, and a stencil of 100 in scalar loops");
        figures.Add("loadMilliseconds.chandrasekhar", Median(ReferenceProblems.Chandrasekhar(10)), "<= 60");
        figures.Add("loadMilliseconds.stencil100", Median(ReferenceProblems.Stencil(100)), "<= 1500");
    }

    private static double Median(EquationFamily family)
    {
        byte[] model = new R2N2Network(family, Superstructure.Krylov(4), Coefficients.KrylovBasis(4, 0.5)).ToOnnx();
        double[] times = new double[Rounds];
        for (int round = -1; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            OnnxSolver.Load(model).Dispose();
            if (round >= 0)
            {
                times[round] = clock.Elapsed.TotalMilliseconds;
            }
        }

        return times.Order().ElementAt(Rounds / 2);
    }
}
