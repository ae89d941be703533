using System.Diagnostics;
using Google.Protobuf;
using R2N2.Onnx.Format;
using Xunit.Abstractions;
using static R2N2.Tests.Onnx.Reading.ModelSketch;

namespace R2N2.Tests.Onnx.Reading;

/// <summary>Whatever a file holds, reading it ends soon, takes little memory, and fails with one type of exception if it fails.</summary>
public sealed class HostileFileTests(ITestOutputHelper output)
{
    private const int Files = 20_000;
    private const int SessionFiles = 300;
    private const long MostBytes = 64 << 20;
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(1);

    private static readonly Action<byte[]>[] _readers =
    [
        file => SolverDescription.Read(file),
        file => IntegratorDescription.Read(file),
        file => R2N2Network.Load(file),
        file => R2N2Integrator.Load(file),
        file =>
        {
            ImportedFunction f = ProblemFamily.FromOnnx(file);
            f.Equations();
            f.InitialValue();
        },
    ];

    [Fact]
    public void Read_MutatedFiles_EndsOneWayOnly()
    {
        byte[][] intact = [.. Intact()];
        (long worstBytes, TimeSpan worstTime, int refused) = (0, TimeSpan.Zero, 0);
        for (int i = 0; i < Files; i++)
        {
            byte[] file = FileMutations.Mutate(intact[i % intact.Length], new Random(i));
            foreach (Action<byte[]> read in _readers)
            {
                (long bytes, TimeSpan time, bool ok) = Measure(read, file, i);
                worstBytes = Math.Max(worstBytes, bytes);
                worstTime = time > worstTime ? time : worstTime;
                refused += ok ? 0 : 1;
            }
        }

        output.WriteLine($"{refused} of {Files * _readers.Length} readings refused; at most {worstBytes / 1024} KiB and {worstTime.TotalMilliseconds:F1} ms.");
        Assert.InRange(refused, 1, (Files * _readers.Length) - 1);
    }

    [Fact]
    public void Load_MutatedFilesIntoSessions_FailsOneWayOnly()
    {
        byte[][] intact = [RoundTripModels.Networks["parameters"].ToOnnx(), RoundTripModels.Integrators["driven"].ToOnnx()];
        for (int i = 0; i < SessionFiles; i++)
        {
            byte[] file = FileMutations.Mutate(intact[i % intact.Length], new Random(i));
            Exception? reason = Record.Exception(() => (i % 2 == 0 ? (IDisposable)OnnxSolver.Load(file) : OnnxIntegrator.Load(file)).Dispose());
            Assert.True(reason is null or OnnxFormatException, $"File {i} gave {reason}");
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

    public static TheoryData<string> Bombs => [.. BombFiles.Keys];

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Read_Bomb_IsRefusedInTimeAndSpace(string name)
    {
        byte[] file = BombFiles[name]();
        bool[] accepted = [.. _readers.Select(read => Measure(read, file, 0).Ok)];
        Assert.All(accepted[2..], Assert.False);
    }

    private static Dictionary<string, Func<byte[]>> BombFiles { get; } = new()
    {
        // Two bytes for each node.
        ["a million empty nodes"] = () => Message(0x3a, [.. Enumerable.Repeat((byte[])[0x0a, 0x00], 1_000_000).SelectMany(bytes => bytes)]),
        ["fewer empty nodes"] = () => Message(0x3a, [.. Enumerable.Repeat((byte[])[0x0a, 0x00], 100_000).SelectMany(bytes => bytes)]),
        ["empty attributes"] = () => Message(0x3a, Message(0x0a, [.. Enumerable.Repeat((byte[])[0x2a, 0x00], 60_000).SelectMany(bytes => bytes)])),
        ["nodes within nodes"] = () => Message(0x3a, Enumerable.Range(0, 5000).Aggregate(
            Array.Empty<byte>(), (inner, _) => inner.Length > 60_000 ? inner : Message(0x0a, Message(0x2a, Message(0x32, inner))))),
        ["a length beyond the end"] = () => [0x3a, 0xff, 0xff, 0xff, 0xff, 0x07],
        ["doubling by Concat"] = () =>
        {
            ModelSketch m = new();
            string x = m.Input("x", 2);
            return m.Output(Enumerable.Range(0, 60).Aggregate(x, (value, _) => m.Node("Concat", [value, value], With("axis", 1L)))).ToBytes();
        },
        ["expanding constants"] = () =>
        {
            ModelSketch m = new();
            string x = m.Input("x", 1);
            string sum = Enumerable.Range(0, 500).Aggregate(x, (value, i) =>
                m.Node("Add", value, m.Node("Slice", m.Node("Expand", m.Numbers([i], 1), m.Integers(1 << 23)), m.Integers(i), m.Integers(i + 1))));
            return m.Output(sum).ToBytes();
        },
        ["a large constant from a small file"] = () =>
        {
            ModelSketch m = new();
            return m.Output(m.Node("Add", m.Input("x", 1), m.Node("Cast", [m.Node("ConstantOfShape", m.Integers(1 << 24))], m.ToReal))).ToBytes();
        },
        ["products of large constants"] = () =>
        {
            ModelSketch m = new();
            string a = m.Node("Expand", m.Numbers([1.5], 1, 1), m.Integers(4000, 4000));
            return m.Output(m.Node("Mul", m.Input("x", 1), m.Node("ReduceMax", m.Node("MatMul", a, a)))).ToBytes();
        },
        ["a picture with padding"] = () =>
        {
            ModelSketch m = new();
            return m.Output(m.Node("Conv", [m.Input("x", 1, 2, 2), m.Random(1, 1, 1, 1, 1)], With("pads", 32767, 32767, 32767, 32767))).ToBytes();
        },
        ["indices far out"] = () =>
        {
            ModelSketch m = new();
            return m.Output(m.Node("Gather", [m.Input("x", 2), m.Integers(long.MaxValue, long.MinValue)], With("axis", 1L))).ToBytes();
        },
        ["doubling in the text of f"] = () =>
        {
            ModelProto model = ModelProto.Parser.ParseFrom(ExportSamples.FixedPoint.ToOnnx());
            model.MetadataProps.Single(entry => entry.Key == "r2n2.f").Value =
                "1\ninput 3 x\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"Concat {i} {i} : -1")) + "\nreturn 40";
            return model.ToByteArray();
        },
    };

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

    private static (long Bytes, TimeSpan Time, bool Ok) Measure(Action<byte[]> read, byte[] file, int index)
    {
        // A slow machine is no hang: what takes too long is tried again.
        for (int attempt = 1; ; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            Exception? reason = Record.Exception(() => read(file));
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.True(reason is null or OnnxFormatException, $"File {index} gave {reason}");
            Assert.True(bytes <= MostBytes, $"File {index}, {file.Length} bytes long, took {bytes} bytes: {reason?.Message}");
            if (time <= _longest)
            {
                return (bytes, time, reason is null);
            }

            Assert.True(attempt < 3, $"File {index} took {time}.");
        }
    }

    private static byte[] Message(byte tag, byte[] content)
    {
        using MemoryStream stream = new();
        using (CodedOutputStream coded = new(stream, leaveOpen: true))
        {
            coded.WriteRawTag(tag);
            coded.WriteBytes(ByteString.CopyFrom(content));
        }

        return stream.ToArray();
    }
}
