using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>
/// Combinations of stages that vanish to some order for every problem, whatever f is: where the search for an embedded row
/// begins. A combination at random would be of the order of the step itself.
/// </summary>
internal static class EstimateDirections
{
    // What an order of h weighs against the one below.
    private const double Order = 0.05;

    /// <summary>As many combinations as there are stages, each of length 1, orthogonal, the lowest order last.</summary>
    /// <param name="coefficients">A and b.</param>
    public static IReadOnlyList<double[]> Of(Coefficients coefficients)
    {
        using DisposeScope scope = NewDisposeScope();
        int stages = coefficients.Order;
        double[][] conditions = Conditions(coefficients);
        Tensor rows = Tensors.From([.. conditions.SelectMany(row => row)], [conditions.Length, stages]);
        (Tensor values, Tensor vectors) = linalg.eigh(rows.t().matmul(rows));
        double[] directions = vectors.t().contiguous().data<double>().ToArray();
        return [.. directions.Chunk(stages)];
    }

    // The order conditions of the rooted trees of 1 to 4 vertices (Butcher 2016, section 31): one row of weights for each.
    private static double[][] Conditions(Coefficients table)
    {
        double[] one = [.. Enumerable.Repeat(1.0, table.Order)];
        double[] c = Apply(table, one);
        double[] ac = Apply(table, c);
        double[] cc = Times(c, c);
        return
        [
            one,
            Scale(c, Order),
            Scale(cc, Order * Order),
            Scale(ac, Order * Order),
            Scale(Times(cc, c), Order * Order * Order),
            Scale(Times(c, ac), Order * Order * Order),
            Scale(Apply(table, cc), Order * Order * Order),
            Scale(Apply(table, ac), Order * Order * Order),
        ];
    }

    // A times a vector; the first stage has no row.
    private static double[] Apply(Coefficients table, double[] vector) =>
    [
        0,
        .. Enumerable.Range(0, table.Order - 1).Select(row => table.Row(row).ToArray().Zip(vector, (a, x) => a * x).Sum()),
    ];

    private static double[] Times(double[] left, double[] right) => [.. left.Zip(right, (x, y) => x * y)];

    private static double[] Scale(double[] vector, double factor) => [.. vector.Select(value => factor * value)];
}
