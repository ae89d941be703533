using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>What an estimator trains with: the options as the trainer takes them, and the columns it reads besides the inputs.</summary>
/// <param name="Options">K, seed and label names decided.</param>
/// <param name="Labels">The label columns.</param>
internal sealed record TrainingPlan(TrainingOptions Options, IReadOnlyList<SolverInput> Labels)
{
    /// <summary>Decides.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="options">The user's choices.</param>
    /// <param name="seed">The seed where the user chose none.</param>
    /// <exception cref="ArgumentException">K is given twice, differently, or a training option is out of range.</exception>
    public static TrainingPlan Of(EquationFamily family, EquationSolverOptions options, int seed)
    {
        TrainingOptions training = options.Training ?? new TrainingOptions { Seed = seed };
        if (training.OuterIterations != options.OuterIterations && training.OuterIterations != new TrainingOptions().OuterIterations)
        {
            throw new ArgumentException(
                $"{nameof(EquationSolverOptions)}.{nameof(options.OuterIterations)} is {options.OuterIterations}, and "
                + $"{nameof(options.Training)}.{nameof(training.OuterIterations)} is {training.OuterIterations}; set the first only.",
                nameof(options));
        }

        List<SolverInput> labels = [];
        string[] taken = [.. family.Inputs.Select(input => input.Name)];
        training = training with
        {
            OuterIterations = options.OuterIterations,
            LabelColumn = AddLabel(labels, taken, training.LabelColumn, Shape.Vector(family.StateSize), "the label x*"),
            LabelScaleColumn = AddLabel(labels, taken, training.LabelScaleColumn, Shape.Scalar, "the scale of the label"),
        };
        training.Validate();
        return new TrainingPlan(training, labels);
    }

    // The trainer knows columns by name, and an input of the family may have the name of the label's column.
    private static string? AddLabel(List<SolverInput> labels, string[] taken, string? column, Shape shape, string role)
    {
        if (column is null)
        {
            return null;
        }

        string name = column;
        while (taken.Contains(name) || labels.Any(label => label.Parameter.Name == name))
        {
            name += "*";
        }

        labels.Add(new SolverInput(new Parameter(name, shape), [column], role));
        return name;
    }
}
