namespace R2N2.Training;

/// <summary>Evaluates a loss at some points for a block of instances; several threads may at once.</summary>
internal interface IEvaluation : IDisposable
{
    /// <summary>The loss at each point, summed over the block's instances.</summary>
    double[] Loss(InstanceBlock block, IReadOnlyList<double[]> points);

    /// <summary>The loss at each point on each of the block's instances, point after point.</summary>
    double[] InstanceLosses(InstanceBlock block, IReadOnlyList<double[]> points);

    /// <summary>Loss, gradient and JᵀJ at each point, summed over the block's instances; the Jacobian is exact.</summary>
    NormalEquations Linearize(InstanceBlock block, IReadOnlyList<double[]> points);
}
