using System.Numerics;
using DataType = R2N2.Onnx.Format.TensorProto.Types.DataType;

namespace R2N2.MLNet;

/// <summary>
/// ML.NET's distribution function of a normal distribution, of x or of ln x: 1/2 + sign(z)/2 · √(1 - exp(-z²/2 · (4/π + a z²/2) /
/// (1 + a z²/2))) with a = 0.147 and z = (x - mean)/deviation, an approximation of the exact one. Numbers that are not finite,
/// logarithms of numbers that are not positive among them, and slots that did not vary in training become 0.
/// </summary>
/// <typeparam name="T">Single or double precision; what lies under the exponential is double in either.</typeparam>
/// <param name="mean">One for every number of a row.</param>
/// <param name="deviation">One for every number of a row.</param>
/// <param name="useLog">Whether of the logarithm.</param>
internal sealed class CdfNormalizer<T>(T[] mean, T[] deviation, bool useLog) : Normalizer<T>(mean.Length)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const double FourOverPi = 4 / Math.PI;

    private readonly T _a = T.CreateChecked(0.147);
    private readonly T _half = T.CreateChecked(0.5);

    // One deviation below and one half above the mean.
    public override IEnumerable<double[]> Probes => new[] { -1.0, 0.5 }.Select(z => mean.Zip(deviation, (center, sigma) =>
    {
        double point = double.CreateChecked(center) + (z * double.CreateChecked(sigma));
        return useLog ? Math.Exp(point) : point;
    }).ToArray());

    public override string Write(PipelineGraph graph, string value)
    {
        string x = useLog ? Rounded(graph, graph.Emit("Log", [Exact(graph, value)])) : value;
        string z = graph.Emit("Div", [graph.Emit("Sub", [x, Numbers(graph, mean)]), Numbers(graph, deviation.Select(Divisor))]);
        string half = graph.Emit("Mul", [graph.Emit("Mul", [z, z]), Numbers(graph, [_half])]);
        string correction = graph.Emit("Mul", [half, Numbers(graph, [_a])]);
        string numerator = graph.Emit("Mul", [
            Exact(graph, graph.Emit("Neg", [half])),
            graph.Emit("Add", [Exact(graph, correction), graph.Numbers(DataType.Double, FourOverPi)])]);
        string denominator = Exact(graph, graph.Emit("Add", [correction, Numbers(graph, [T.One])]));
        string exponential = graph.Emit("Exp", [graph.Emit("Div", [numerator, denominator])]);
        string root = graph.Emit("Sqrt", [graph.Emit("Sub", [graph.Numbers(DataType.Double, 1), exponential])]);
        string one = graph.Numbers(DataType.Double, 0.5);
        string side = graph.Emit("Mul", [graph.Emit("Sign", [Exact(graph, z)]), one]);
        string result = Rounded(graph, graph.Emit("Add", [graph.Emit("Mul", [side, root]), one]));
        return graph.Emit("Where", [Counts(graph, x), result, Numbers(graph, [T.Zero])]);
    }

    protected override T Apply(T value, int slot)
    {
        T x = useLog ? T.CreateChecked(Math.Log(double.CreateChecked(value))) : value;
        if (!T.IsFinite(x) || !Varies(deviation[slot]))
        {
            return T.Zero;
        }

        T z = (x - mean[slot]) / deviation[slot];
        T half = z * z * _half;
        T correction = _a * half;
        double exponent = double.CreateChecked(-half) * (FourOverPi + double.CreateChecked(correction))
            / double.CreateChecked(T.One + correction);
        return T.CreateChecked(0.5 + (0.5 * T.Sign(z) * Math.Sqrt(1 - Math.Exp(exponent))));
    }

    private static bool Varies(T sigma) => sigma > T.Epsilon;

    private static T Divisor(T sigma) => Varies(sigma) ? sigma : T.One;

    private string Exact(PipelineGraph graph, string value) =>
        Type == DataType.Double ? value : graph.Cast(value, DataType.Double);

    private string Rounded(PipelineGraph graph, string value) => Type == DataType.Double ? value : graph.Cast(value, Type);

    // x - x is zero for finite numbers, NaN for the others.
    private string Counts(PipelineGraph graph, string x) => graph.Emit("And", [
        graph.Emit("Equal", [graph.Emit("Sub", [x, x]), Numbers(graph, [T.Zero])]),
        graph.Truths([.. deviation.Select(Varies)])]);
}
