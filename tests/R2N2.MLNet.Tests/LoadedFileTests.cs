using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

/// <summary>Files that pipelines load: what they are called inside does not show, and they are read once.</summary>
public sealed class LoadedFileTests
{
    [Fact]
    public void LoadSolver_IntegratorUnderOtherNames_HasTheFamilysColumnsAndSurvivesPlainMlNet()
    {
        using TemporaryFolder folder = new();
        MLContext context = new();
        InitialValueFamily family = ProblemFamily.InitialValue("decay", 2, [new("rate")], (y, p) => -p["rate"] * y);
        R2N2Integrator integrator = new(family, ButcherTableau.Heun);
        integrator.SaveOnnx(folder.File("renamed.onnx"), new IntegratorExportOptions
        {
            InputNames = new Dictionary<string, string> { ["State"] = "y", ["rate"] = "State" },
            OutputNames = new Dictionary<string, string> { ["NextState"] = "y'" },
        });
        var rows = new[] { new { State = (double[])[1, 2], StepSize = 0.5, rate = 0.1 }, new { State = (double[])[-3, 4], StepSize = 0.25, rate = 2.0 } };
        SchemaDefinition schema = SchemaDefinition.Create(rows[0].GetType());
        schema["State"].ColumnType = new VectorDataViewType(NumberDataViewType.Double, 2);
        IDataView data = context.Data.LoadFromEnumerable(rows, schema);
        using SolverTransformer step = context.R2N2().LoadSolver(folder.File("renamed.onnx"));
        context.Model.Save(step, data.Schema, folder.File("model.zip"));

        ITransformer loaded = new MLContext().Model.Load(folder.File("model.zip"), out _);
        using var fast = (SolverTransformer)context.R2N2().Accelerate(loaded);

        double[] expected = integrator.Step(InstanceBatch.Of(2, ("State", [1, 2, -3, 4]), ("StepSize", [0.5, 0.25]), ("rate", [0.1, 2]))).NextState.ToArray();
        Assert.All((ITransformer[])[step, loaded, fast], model =>
        {
            IDataView solved = model.Transform(data);
            double[] found = [.. solved.GetColumn<double[]>("NextState").SelectMany(state => state)];
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        });
        (loaded as IDisposable)?.Dispose();
    }

    [Fact]
    public void LoadSolver_LargeFile_IsParsedOnce()
    {
        using TemporaryFolder folder = new();
        double[,] a = new double[500, 500];
        Random random = new(1);
        for (int i = 0; i < a.Length; i++)
        {
            a[i / 500, i % 500] = random.NextDouble();
        }

        new R2N2Network(ProblemFamily.Equations("large", 500, x => ((Expression)a * x) - 1), Superstructure.Krylov(1), new Coefficients(-1))
            .SaveOnnx(folder.File("large.onnx"));
        MLContext context = new();

        // The vectorised engine has the matrix in a form of its own besides.
        SolverFileOptions options = new() { Inference = new InferenceOptions { Engine = Engine.OnnxRuntime } };
        context.R2N2().LoadSolver(folder.File("large.onnx"), options).Dispose();

        long before = GC.GetAllocatedBytesForCurrentThread();
        context.R2N2().LoadSolver(folder.File("large.onnx"), options).Dispose();
        double allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // The bytes, and what the parser copies of them.
        Assert.InRange(allocated / new FileInfo(folder.File("large.onnx")).Length, 1.9, 2.5);
    }
}
