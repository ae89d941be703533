using R2N2.Onnx.Format;
using static R2N2.Expression;

namespace R2N2.Tests.Onnx;

/// <summary>Networks to export.</summary>
internal static class ExportSamples
{
    public static double[,] Matrix { get; } = { { 0.04, 0.02, 0.01 }, { 0.07, 0.05, 0.03 }, { 0.08, 0.06, 0.05 } };

    /// <summary>The fixed-point equation x = 1 / (1 - A x): one division for every evaluation of f.</summary>
    public static R2N2Network FixedPoint { get; } = new(
        ProblemFamily.Equations("fixed-point", 3, x => x - (1 / (1 - (Matrix * x)))),
        Superstructure.Krylov(4),
        new Coefficients(-0.1, -0.2, -0.3, -0.4, -0.5, -0.6, -0.7, -0.8, -0.9, -1.0 / 3))
    {
        OuterIterations = 2,
        TrainingLoss = 1.25e-9,
    };

    /// <summary>A scalar and a matrix parameter, all instances starting from one point.</summary>
    public static R2N2Network Parameters { get; } = new(
        ProblemFamily.Equations(
            "damped",
            3,
            [new("s"), new("A", 3, 3), new("b", 3)],
            (x, p) => (p["s"] * x) + (Transpose(p["A"]) * x) - p["b"],
            InitialGuess.Constant(1, 2, 3)),
        Superstructure.NewtonKrylov(2),
        new Coefficients(-0.5, -0.25, -0.75));

    public static ModelProto Export(R2N2Network network, SolverExportOptions? options = null) =>
        ModelProto.Parser.ParseFrom(network.ToOnnx(options));

    public static IEnumerable<GraphProto> Graphs(ModelProto model) => Graphs(model.Graph);

    public static GraphProto LoopBody(ModelProto model) => model.Graph.Node.Single(node => node.OpType == "Loop").Attribute.Single(attribute => attribute.Name == "body").G;

    private static IEnumerable<GraphProto> Graphs(GraphProto graph) =>
        [graph, .. graph.Node.SelectMany(node => node.Attribute).Where(attribute => attribute.G is not null).SelectMany(a => Graphs(a.G))];
}
