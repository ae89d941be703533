using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>The file alone, in a session that knows nothing of this library.</summary>
public sealed class ExportedFileTests
{
    public static TheoryData<IterationForm, bool> Kinds => new()
    {
        { IterationForm.Loop, true },
        { IterationForm.Loop, false },
        { IterationForm.Unrolled, true },
        { IterationForm.Unrolled, false },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_NoRows_GivesNoRows(IterationForm form, bool tolerance)
    {
        foreach (string name in PlainProblems.Names)
        {
            var problem = PlainProblems.Of(name);
            SolverExportOptions options = new() { Form = form, AbsoluteTolerance = tolerance ? 1e-10 : null, IterationLimit = 3 };
            using InferenceSession session = new(problem.Network.ToOnnx(options));
            using var outputs = session.Run(
                [.. problem.Family.Inputs.Select(input => NamedOnnxValue.CreateFromTensor(
                    input.Name, new DenseTensor<double>([0, .. input.Shape.Dimensions])))]);

            Assert.Equal(SolverOutputs.Names, outputs.Select(output => output.Name));
            Assert.Equal([0, problem.Family.StateSize], outputs[0].AsTensor<double>().Dimensions.ToArray());
            Assert.Equal([0], outputs[1].AsTensor<double>().Dimensions.ToArray());
            Assert.Equal([0], outputs[2].AsTensor<long>().Dimensions.ToArray());
            Assert.Equal([0], outputs[3].AsTensor<long>().Dimensions.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_AnyOptimisation_GivesTheSameNumbers(IterationForm form, bool tolerance)
    {
        foreach (string name in PlainProblems.Names)
        {
            var problem = PlainProblems.Of(name);
            byte[] model = problem.Network.ToOnnx(
                new() { Form = form, AbsoluteTolerance = tolerance ? 1e-8 : null, IterationLimit = !tolerance ? 2 : form == IterationForm.Loop ? 8 : 4 });
            var instances = problem.Instances(50);
            double[] plain = Solutions(model, problem, instances, GraphOptimizationLevel.ORT_DISABLE_ALL);
            double[] optimised = Solutions(model, problem, instances, GraphOptimizationLevel.ORT_ENABLE_ALL);

            Assert.All(plain.Zip(optimised), pair =>
                Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Max(1, Math.Abs(pair.First))));
        }
    }

    [Fact]
    public void Metadata_ThroughTheRuntime_NamesTheSolver()
    {
        using InferenceSession session = new(PlainProblems.LinearFixed.Network.ToOnnx());

        Assert.Equal("linear-fixed", session.ModelMetadata.CustomMetadataMap["r2n2.family"]);
        Assert.Equal("R2N2.MLNet", session.ModelMetadata.ProducerName);
        Assert.Equal("N", session.InputMetadata["b"].SymbolicDimensions[0]);
        Assert.All(SolverOutputs.Names, output => Assert.Equal("N", session.OutputMetadata[output].SymbolicDimensions[0]));
    }

    private static double[] Solutions(
        byte[] model, PlainProblem problem, Dictionary<string, double[]>[] instances, GraphOptimizationLevel level)
    {
        using SessionOptions options = new() { GraphOptimizationLevel = level };
        using InferenceSession session = new(model, options);
        using var outputs = session.Run(
            [.. problem.Family.Inputs.Select(input => NamedOnnxValue.CreateFromTensor(
                input.Name,
                new DenseTensor<double>(
                    instances.SelectMany(instance => instance[input.Name]).ToArray(),
                    [instances.Length, .. input.Shape.Dimensions])))],
            [SolverOutputs.Solution]);
        return [.. outputs[0].AsTensor<double>()];
    }
}
