namespace R2N2.Training;

/// <summary>One start: where it is, and what is known about the loss there.</summary>
/// <param name="index">Its number.</param>
/// <param name="point">Where it begins, [p].</param>
internal sealed class LeastSquaresStart(int index, double[] point)
{
    public int Index { get; } = index;

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

    /// <summary>Whether it came to rest at a minimum.</summary>
    public bool HasConverged => Stop is StopReason.Gradient or StopReason.Step or StopReason.Cost;

    public bool IsActive => Stop == StopReason.None;
}
