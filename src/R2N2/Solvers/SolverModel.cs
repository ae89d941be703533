using System.Globalization;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Makes the ONNX model of a whole solver: f, the coefficients and the iteration.</summary>
internal static class SolverModel
{
    /// <summary>Builds the model.</summary>
    /// <param name="network">The solver.</param>
    /// <param name="options">How it is exported.</param>
    /// <exception cref="ArgumentException">The family has no inputs, or a constant is beyond single precision, or more iterates are to be recorded than an array holds.</exception>
    public static ModelProto Build(R2N2Network network, SolverExportOptions options)
    {
        network = options.InitialGuess is null ? network : network.WithInitialGuess(options.InitialGuess);
        EquationFamily family = network.Family;
        family.RequireInputs("an exported solver would have no input", nameof(network));
        int limit = options.LimitFor(network);
        if (options.RecordedOutputs.Count > 0)
        {
            _ = ArrayLength.Of(1, (limit + 1.0) * (options.Iterates ? family.StateSize : 1), $"What is recorded of the iterates 0 to {limit}");
        }

        OnnxBuilder builder = new(options.Precision) { Form = options.Form };
        SolverSignature signature = new(builder, family, options);
        signature.ReserveOutputs();
        OnnxValue[] inputs = signature.AddInputs();
        var byName = family.Inputs.Zip(inputs).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
        OnnxValue[] parameters = [.. family.Parameters.Select(parameter => byName[parameter.Name])];
        SolverParts parts = new(builder, network, parameters, inputs[0]);
        SolverStart start = builder.Names.Within("start", () => Start(parts, family, inputs, options));
        SolverResult result = options.HasTolerance
            ? new ToleranceIteration(parts, network, options).Write(start)
            : new FixedIteration(parts, options, limit).Write(start);
        signature.AddOutputs(result, start.Point.X.Shape, limit);

        ModelProto model = OnnxModel.Complete(builder, family.Name, Describe(network, options, limit));
        ModelMetadata.Write(
            model, family, family.Residual, network.Coefficients, network.TrainingLoss, options, SolverMetadata.Of(network, options, limit, model.Graph));
        return model;
    }

    private static SolverStart Start(SolverParts parts, EquationFamily family, OnnxValue[] inputs, SolverExportOptions options)
    {
        OnnxReader reader = parts.Reader;

        // One number for all unknowns is stored once.
        OnnxValue x = reader.Complete(
            family.InitialGuess.Point.Count > 0 ? reader.Vector(family.InitialGuess.Values(family.StateSize)) : family.Start(reader, inputs), inputs[0]);
        OnnxValue f = parts.Residual(x);
        OnnxValue poison = parts.Poison(inputs);
        OnnxValue norm = parts.Norm(x, f, options.HasBranches);
        return new SolverStart(new SolverPoint<OnnxValue>(x, f, reader.Add(norm, poison)), poison, parts.Keep());
    }

    private static string Describe(R2N2Network network, SolverExportOptions options, int limit)
    {
        string end = options.HasTolerance
            ? "until every instance is done, at most"
            : "exactly";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Solves f(x) = 0 for the problem family '{network.Family.Name}', {network.Family.StateSize} unknowns, a batch of N "
            + $"instances at once: a recursively recurrent network (R2N2) with n = {network.Superstructure.InnerIterations} inner "
            + $"iterations ({network.Superstructure.Generation}{Preconditioned(network.Superstructure)}{Assembled(network.Superstructure)}{Tabled(network.Superstructure)}), {end} {limit} outer iterations.");
    }

    private static string Tabled(Superstructure superstructure) =>
        superstructure.Tables == TableModule.Shared ? "" : $", tables: {superstructure.Tables}";

    private static string Preconditioned(Superstructure superstructure) =>
        superstructure.Preconditioner == Preconditioner.None ? "" : $", preconditioner: {superstructure.Preconditioner}";

    private static string Assembled(Superstructure superstructure) => !superstructure.IsMinimalResidual ? ""
        : superstructure.History == 0 ? $", assembly: {superstructure.Assembly}"
        : string.Create(CultureInfo.InvariantCulture, $", assembly: {superstructure.Assembly} with the history of {superstructure.History} iterations");
}
