using R2N2.Reference;

namespace R2N2.Benchmarks.Accuracy;

/// <summary>Losses over plain arrays, so that the benchmark does not measure the trainer with itself.</summary>
internal static class PlainLoss
{
    /// <summary>The mean over instances of Σ_k 4ᵏ ‖A x_k - b‖².</summary>
    public static double Residual(EquationFamily family, InstanceBatch data, Coefficients theta, int iterations)
    {
        bool ownMatrix = family.Parameters.Any(parameter => parameter.Name == "A");
        return Enumerable.Range(0, data.Count).Average(i =>
        {
            double[,] a = ownMatrix ? Matrix(data["A"].Slice(25 * i, 25).ToArray()) : ReferenceProblems.LinearMatrix;
            double[] b = data["b"].Slice(5 * i, 5).ToArray();
            return PlainNetwork.ResidualLoss(x => PlainNetwork.LinearResidual(a, x, b), new double[5], theta, iterations);
        });
    }

    /// <summary>The mean over instances of Σ_k 4ᵏ ‖x_k - x*‖², for the fixed matrix.</summary>
    public static double Supervised(InstanceBatch data, double[] solutions, Coefficients theta, int iterations) =>
        Enumerable.Range(0, data.Count).Average(i =>
        {
            double[] b = data["b"].Slice(5 * i, 5).ToArray();
            double[,] a = ReferenceProblems.LinearMatrix;
            List<double[]> iterates = PlainNetwork.Iterates(
                x => PlainNetwork.LinearResidual(a, x, b), new double[5], theta, iterations);
            return iterates.Skip(1).Select((x, k) => Math.Pow(4, k + 1)
                * PlainNetwork.SquaredNorm([.. x.Select((value, j) => value - solutions[(5 * i) + j])])).Sum();
        });

    /// <summary>x* of each instance with the fixed matrix: the linear iteration x ← x - f(x)/2, run to rest.</summary>
    public static double[] Solutions(InstanceBatch data) => [.. Enumerable.Range(0, data.Count).SelectMany(i =>
    {
        double[] b = data["b"].Slice(5 * i, 5).ToArray();
        double[,] a = ReferenceProblems.LinearMatrix;
        return PlainNetwork.Iterates(x => PlainNetwork.LinearResidual(a, x, b), new double[5], new Coefficients(-0.5), 200)[^1];
    })];

    private static double[,] Matrix(double[] values)
    {
        var matrix = new double[5, 5];
        Buffer.BlockCopy(values, 0, matrix, 0, sizeof(double) * values.Length);
        return matrix;
    }
}
