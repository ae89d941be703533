using Google.Protobuf;
using R2N2.Onnx.Format;
using Xunit.Abstractions;
using static R2N2.Tests.Onnx.Reading.ModelSketch;

namespace R2N2.Tests.Onnx.Reading;

/// <summary>Whatever a file holds, reading it ends soon, takes little memory, and fails with one type of exception if it fails.</summary>
public sealed class HostileFileTests(ITestOutputHelper output)
{
    private const int Files = 14_000;
    private const int SessionFiles = 300;
    private const long MostBytes = 64 << 20;

    private static readonly Action<byte[]>[] _readers =
    [
        file => SolverDescription.Read(file),
        file => IntegratorDescription.Read(file),
        file => ModelDescription.Read(file),
        file => R2N2Network.Load(file),
        file => R2N2Integrator.Load(file),
        file => ProblemFamily.FromOnnx(file).Equations(),
        file => ProblemFamily.FromOnnx(file).InitialValue(),
    ];

    private static readonly Action<byte[]>[] _sessions = [file => OnnxSolver.Load(file).Dispose(), file => OnnxIntegrator.Load(file).Dispose()];

    [Fact]
    public void Read_MutatedFiles_EndsOneWayOnly()
    {
        byte[][] intact = [.. Intact()];

        // Without the descriptions: whoever reads what they belong to has read them.
        Action<byte[]>[] readers = _readers[2..];
        (long worst, int refused) = (0, 0);
        for (int i = 0; i < Files; i++)
        {
            byte[] file = FileMutations.Mutate(intact[i % intact.Length], new Random(i));
            foreach (Action<byte[]> read in readers)
            {
                (long bytes, bool ok) = Measure(read, file, $"{i}");
                worst = Math.Max(worst, bytes);
                refused += ok ? 0 : 1;
            }
        }

        output.WriteLine($"{refused} of {Files * readers.Length} readings refused; at most {worst / 1024} KiB.");
        Assert.InRange(refused, 1, (Files * readers.Length) - 1);
    }

    [Fact]
    public void Load_MutatedFilesIntoSessions_FailsOneWayOnly()
    {
        byte[][] intact = [RoundTripModels.Networks["parameters"].ToOnnx(), RoundTripModels.Integrators["driven"].ToOnnx()];
        for (int i = 0; i < SessionFiles; i++)
        {
            byte[] file = FileMutations.Mutate(intact[i % intact.Length], new Random(i));
            Measure(_sessions[i % 2], file, $"{i}");
        }
    }

    [Fact]
    public void Read_IntactFiles_Succeeds()
    {
        foreach (byte[] file in Intact())
        {
            Assert.Contains(_readers, read => Record.Exception(() => read(file)) is null);
        }
    }

    public static TheoryData<string> Bombs => [.. BombFiles.All.Keys];

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Read_Bomb_IsRefusedInTimeAndSpace(string name)
    {
        byte[] file = BombFiles.All[name]();
        bool[] accepted = [.. _readers.Select(read => Measure(read, file, name).Ok)];
        Assert.All(accepted[3..], Assert.False);
        Assert.All(_sessions, load => Measure(load, file, name));
    }

    private static IEnumerable<byte[]> Intact()
    {
        foreach (R2N2Network network in RoundTripModels.Networks.Values.Take(4))
        {
            yield return network.ToOnnx();
            yield return network.ToOnnx(new() { Form = IterationForm.Unrolled, IterationLimit = 1, AbsoluteTolerance = null, Precision = OnnxPrecision.Float32 });
        }

        yield return RoundTripModels.Integrators["driven"].ToOnnx();
        yield return RoundTripModels.Integrators["embedded row"].ToOnnx(new() { Form = IntegratorForm.Adaptive });
        yield return RoundTripModels.Integrators["autonomous"].ToOnnx(new() { Form = IntegratorForm.Rollout });
        foreach (string name in (string[])["two layers", "expand as PyTorch writes it", "Split", "Reshape into the batch and back, by computed lengths", "Transpose three, mixed", "Softmax", "middle axis"])
        {
            ModelSketch sketch = new();
            string result = ImportCases.InDouble[name](sketch);
            yield return sketch.Output(Flat(sketch, result)).ToBytes();
        }

        ModelSketch grid = new(isDouble: false);
        yield return grid.Output(grid.Node("Conv", [grid.Input("u", 1, 3, 4), grid.Random(1, 1, 1, 3, 3)], With("pads", 1, 1, 1, 1))).ToBytes();
    }

    // As many numbers as the first input has, so that an intact file is a family.
    private static string Flat(ModelSketch sketch, string result)
    {
        int size = (int)sketch.Model.Graph.Input[0].Type.TensorType.Shape.Dim.Skip(1).Aggregate(1L, (a, b) => a * b.DimValue);
        string flat = sketch.Node("Flatten", result);
        string enough = sketch.Node("Concat", [flat, flat, flat], With("axis", 1L));
        return sketch.Node("Slice", enough, sketch.Integers(0), sketch.Integers(size), sketch.Integers(1));
    }

    // The bytes allocated count the work too: whatever is done again and again makes lists, strings or nodes each time.
    private static (long Bytes, bool Ok) Measure(Action<byte[]> read, byte[] file, string name)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? reason = Record.Exception(() => read(file));
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(reason is null or OnnxFormatException, $"The file '{name}' gave {reason}");
        Assert.True(bytes <= MostBytes, $"The file '{name}', {file.Length} bytes long, took {bytes} bytes: {reason?.Message}");
        return (bytes, reason is null);
    }
}
