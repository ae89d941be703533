namespace R2N2.Training;

/// <summary>One start, as a checkpoint keeps it: everything Levenberg-Marquardt goes on from.</summary>
internal sealed record StartState
{
    public required int Index { get; init; }

    public required double[] Point { get; init; }

    public required double Loss { get; init; }

    public required double[] Gradient { get; init; }

    public required double[] Matrix { get; init; }

    public required double[] Scaling { get; init; }

    public required double Damping { get; init; }

    public required double Growth { get; init; }

    public required int Iterations { get; init; }

    public required long Instances { get; init; }

    public required StopReason Stop { get; init; }

    public static StartState Of(LeastSquaresStart start) => new()
    {
        Index = start.Index,
        Point = [.. start.Point],
        Loss = start.Loss,
        Gradient = [.. start.Gradient],
        Matrix = [.. start.Matrix],
        Scaling = [.. start.Scaling],
        Damping = start.Damping,
        Growth = start.Growth,
        Iterations = start.Iterations,
        Instances = start.Instances,
        Stop = start.Stop,
    };

    public void CopyTo(LeastSquaresStart start)
    {
        start.Point = Point;
        start.Loss = Loss;
        start.Gradient = Gradient;
        start.Matrix = Matrix;
        start.Scaling = Scaling;
        start.Damping = Damping;
        start.Growth = Growth;
        start.Iterations = Iterations;
        start.Instances = Instances;
        start.Stop = Stop;
    }
}
