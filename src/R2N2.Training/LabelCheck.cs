namespace R2N2.Training;

/// <summary>Refuses a label that is an input.</summary>
internal static class LabelCheck
{
    /// <exception cref="ArgumentOutOfRangeException">The family has an input of that name.</exception>
    public static void Require(ProblemFamily family, string option, string? column) => Guard.Require(
        column,
        family.Inputs.All(input => input.Name != column),
        $"none of the inputs of the family '{family.Name}' ({string.Join(", ", family.Inputs.Select(input => input.Name))}): a label is no input",
        option);
}
