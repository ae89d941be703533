using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>What an estimator trains with: the options as the trainer takes them, and the columns it reads.</summary>
/// <param name="Options">K, seed and label names decided.</param>
/// <param name="Columns">The solver's inputs, then the label columns.</param>
internal sealed record TrainingPlan(TrainingOptions Options, IReadOnlyList<SolverInput> Columns)
{
    /// <summary>Decides.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="inputs">The solver's inputs.</param>
    /// <param name="options">The user's choices.</param>
    /// <param name="seed">The seed where the user chose none.</param>
    /// <exception cref="ArgumentException">K is given twice, differently, or a training option is out of range.</exception>
    public static TrainingPlan Of(
        EquationFamily family, IReadOnlyList<SolverInput> inputs, EquationSolverOptions options, int seed)
    {
        TrainingOptions training = options.Training ?? new TrainingOptions { Seed = seed };
        if (training.OuterIterations != options.OuterIterations && training.OuterIterations != new TrainingOptions().OuterIterations)
        {
            throw new ArgumentException(
                $"{nameof(EquationSolverOptions)}.{nameof(options.OuterIterations)} is {options.OuterIterations}, and "
                + $"{nameof(options.Training)}.{nameof(training.OuterIterations)} is {training.OuterIterations}; set the first only.",
                nameof(options));
        }

        List<SolverInput> columns = [.. inputs];
        training = training with
        {
            OuterIterations = options.OuterIterations,
            LabelColumn = AddLabel(columns, training.LabelColumn, Shape.Vector(family.StateSize), "the label x*"),
            LabelScaleColumn = AddLabel(columns, training.LabelScaleColumn, Shape.Scalar, "the scale of the label"),
        };
        training.Validate();
        return new TrainingPlan(training, columns);
    }

    // The trainer knows columns by name, and an input of the family may have the name of the label's column.
    private static string? AddLabel(List<SolverInput> columns, string? column, Shape shape, string role)
    {
        if (column is null)
        {
            return null;
        }

        string name = column;
        while (columns.Any(taken => taken.Parameter.Name == name))
        {
            name += "*";
        }

        columns.Add(new SolverInput(new Parameter(name, shape), column, role));
        return name;
    }
}
