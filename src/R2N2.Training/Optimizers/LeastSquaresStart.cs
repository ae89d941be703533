using System.Text.Json.Serialization;

namespace R2N2.Training;

/// <summary>One start: where it is, and what is known about the loss there. A checkpoint keeps it as it stands here.</summary>
/// <param name="index">Its number.</param>
/// <param name="point">Where it begins, [p].</param>
internal sealed class LeastSquaresStart(int index, double[] point)
{
    public int Index { get; } = index;

    /// <summary>Where it is, [p]. Arrays are replaced, never written to.</summary>
    public double[] Point { get; set; } = point;

    public double Loss { get; set; } = double.PositiveInfinity;

    /// <summary>Jᵀr, [p].</summary>
    public double[] Gradient { get; set; } = [];

    /// <summary>JᵀJ, [p, p].</summary>
    public double[] Matrix { get; set; } = [];

    /// <summary>The largest diagonal of JᵀJ so far, [p]: Marquardt's scaling, which makes the damping independent of units.</summary>
    public double[] Scaling { get; set; } = [];

    /// <summary>λ.</summary>
    public double Damping { get; set; }

    /// <summary>By how much λ grows after the next rejection.</summary>
    public double Growth { get; set; } = 2;

    public int Iterations { get; set; }

    public StopReason Stop { get; set; }

    /// <summary>The number of instances that <see cref="Loss"/> was taken over.</summary>
    public long Instances { get; set; }

    /// <summary>The lowest loss on held-out instances; infinite before there is one.</summary>
    public double ValidationLoss { get; set; } = double.PositiveInfinity;

    /// <summary>Where that was, [p]; null before there is one.</summary>
    public double[]? ValidationPoint { get; set; }

    /// <summary>The iterations since then.</summary>
    public int SinceValidation { get; set; }

    /// <summary>What it has to offer: the point of the lowest validation loss, where there is one.</summary>
    [JsonIgnore]
    public double[] BestPoint => ValidationPoint ?? Point;

    /// <summary>Whether it came to rest at a minimum.</summary>
    [JsonIgnore]
    public bool HasConverged => Stop is StopReason.Gradient or StopReason.Step or StopReason.Cost;

    /// <summary>Whether its loss is not finite on the instances it met last.</summary>
    [JsonIgnore]
    public bool HasDiverged => Stop == StopReason.NotFinite;

    [JsonIgnore]
    public bool IsActive => Stop == StopReason.None;

    /// <summary>Goes to a point, where the problem has been linearised.</summary>
    /// <param name="point">The point.</param>
    /// <param name="model">The linearised problem of several starts.</param>
    /// <param name="at">Which of them this is.</param>
    public void Take(double[] point, NormalEquations model, int at)
    {
        Point = point;
        Loss = model.Loss[at];
        Gradient = model.Of(model.Gradient, at);
        Matrix = model.Of(model.Matrix, at);
        Scaling = [.. Scaling.Select((scale, j) => Math.Max(scale, Matrix[(j * point.Length) + j]))];
    }

    /// <summary>This state, to be kept while the start goes on.</summary>
    public LeastSquaresStart Copy() => (LeastSquaresStart)MemberwiseClone();
}
