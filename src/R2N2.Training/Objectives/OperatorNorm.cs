using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>
/// How much P f stretches a direction: the natural unit of the coefficients is its reciprocal, since θ multiplies values of P f
/// and is added to x. Random starts are drawn in that unit, which is the same as training on f divided by its norm.
/// </summary>
internal static class OperatorNorm
{
    private const int PowerIterations = 8;

    // Of ten instances one may be out of the ordinary.
    private const double Ordinary = 0.9;

    /// <summary>
    /// ‖P J(x₀) v‖/‖v‖ after a power iteration: what nine in ten of the instances where it is finite do not exceed; 1 where there
    /// are none, or it is 0.
    /// </summary>
    public static double Estimate(EquationFamily family, Preconditioner preconditioner, InstanceBlock block, int seed)
    {
        RecordedFunction product = preconditioner.RecordProduct(family);
        using DisposeScope scope = NewDisposeScope();
        using TorchReader reader = new();
        Tensor x = block.InitialGuess.expand(block.Count, family.StateSize);
        Tensor direction = Unit(x, seed);
        double norm = 1;
        for (int i = 0; i < PowerIterations; i++)
        {
            Tensor stretched = family.Differentiate(reader, x, direction, block.Parameters);
            Tensor image = product.Evaluate(reader, [x, stretched, .. block.Parameters])[0];
            Tensor stretch = reader.Norm(image, Shape.Vector(family.StateSize)).unsqueeze(-1);
            double[] finite = [.. stretch.data<double>().Where(double.IsFinite).Order()];
            norm = finite.Length == 0 ? 0 : finite[(int)Math.Ceiling(Ordinary * finite.Length) - 1];
            if (norm == 0)
            {
                return 1;
            }

            direction = image / reader.Max(stretch, reader.Constant([double.Epsilon], Shape.Scalar));
        }

        return norm;
    }

    private static Tensor Unit(Tensor like, int seed)
    {
        Random random = new(seed);
        double[] values = [.. Enumerable.Range(0, (int)like.shape[^1]).Select(_ => random.NextDouble() + 0.5)];
        Tensor direction = Tensors.From(values, [values.Length]).expand(like.shape);
        return direction / direction.Squared().sum(-1, keepdim: true).sqrt();
    }
}
