namespace R2N2.Benchmarks.Accuracy;

/// <summary>What training reaches on the reference problems.</summary>
internal static class AccuracyBenchmark
{
    public static void Run(Figures figures)
    {
        LinearAccuracy.Run(figures);
        ChandrasekharAccuracy.Run(figures);
        SquareAccuracy.Run(figures);
        VanDerPolAccuracy.Run(figures);
        AdaptiveAccuracy.Run(figures);
        OnnxFieldAccuracy.Run(figures);
        StiffAccuracy.Run(figures);
    }
}
