using R2N2.Vectorised;

namespace R2N2;

/// <summary>What lanes hold of an initial value problem's instances, and the method over it.</summary>
internal sealed class IntegratorSlots
{
    /// <summary>Prepares a method.</summary>
    /// <param name="integrator">The problem and the method.</param>
    /// <param name="inputs">What an instance brings, in the order of a batch's columns: the family's inputs at least.</param>
    public IntegratorSlots(R2N2Integrator integrator, IEnumerable<Parameter> inputs)
    {
        Method = new StepInputs(integrator.Family, integrator.Tableau);
        Inputs = [.. inputs.Select(input => new LaneSlot(input.Name, input.Shape, SlotKind.Input))];
        Numbers = [.. StepInputs.Values(integrator.Tableau).Select(Expression.FromDouble)];
        Vector = Shape.Vector(integrator.Family.StateSize);
    }

    /// <summary>The method.</summary>
    public StepInputs Method { get; }

    /// <summary>The inputs.</summary>
    public LaneSlot[] Inputs { get; }

    /// <summary>The inputs, as stages read them.</summary>
    public LaneUse[] Uses => Array.ConvertAll(Inputs, input => input.Now);

    /// <summary>The coefficients.</summary>
    public Expression[] Numbers { get; }

    /// <summary>The shape of y.</summary>
    public Shape Vector { get; }

    /// <summary>One of the inputs that a stage reads.</summary>
    /// <param name="values">All of them.</param>
    /// <param name="name">Its name.</param>
    /// <returns>0 for the time of a problem that does without.</returns>
    public Expression Input(ReadOnlySpan<Expression> values, string name)
    {
        int index = Array.FindIndex(Inputs, input => input.Name == name);
        return index < 0 ? 0 : values[index];
    }

    /// <summary>The parameters among the inputs that a stage reads.</summary>
    /// <param name="values">All of them.</param>
    public Expression[] Parameters(Expression[] values) =>
        [.. Method.Family.Parameters.Select(parameter => Input(values, parameter.Name))];
}
