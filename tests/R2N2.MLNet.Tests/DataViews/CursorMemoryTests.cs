using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

public sealed class CursorMemoryTests
{
    private const int Rows = 3000;
    private const int Width = 10_000;

    private static readonly float[] _numbers = [.. Enumerable.Range(0, Width).Select(i => i + 0.5f)];

    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(true, 30_000)]
    public void Cursor_FewUnknownsBesideAWideColumn_KeepsAFewMebibytes(bool knownSize, int blockSize)
    {
        using SolverTransformer model = SolverFiles.Square(_context, blockSize);
        IDataView view = model.Transform(Data(knownSize));

        // The second time, so that what is made once for all is not counted.
        Read(view, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(view, Rows);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // All rows have 120 MB, and so had a block.
        Assert.InRange(allocated, 0, 24L << 20);
    }

    [Fact]
    public void Cursor_VectorsSparseAndDenseOfAnyLength_AreServedAsTheyCame()
    {
        using SolverTransformer model = SolverFiles.Square(_context);
        Random random = new(4);
        Wide[] rows = [.. Enumerable.Range(0, 2000).Select(i => new Wide
        {
            B = [random.NextDouble(), random.NextDouble()],
            Values = Vector(i, random),
            Text = $"row {i}",
        })];
        IDataView view = model.Transform(_context.Data.LoadFromEnumerable(rows, Definition(knownSize: false)));

        Wide[] served = [.. _context.Data.CreateEnumerable<Wide>(view, reuseRowObject: false, schemaDefinition: Definition(knownSize: false))];

        Assert.Equal(rows.Length, served.Length);
        Assert.All(rows.Zip(served), pair =>
        {
            Assert.Equal(pair.First.Text, pair.Second.Text);
            Assert.Equal(pair.First.Values.IsDense, pair.Second.Values.IsDense);
            Assert.Equal(pair.First.Values.Items(all: true), pair.Second.Values.Items(all: true));
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Share_CursorsSideBySide_TakeNoMoreThanOneAlone(int cursors)
    {
        BlockLimits one = new(900, 4 << 20);

        BlockLimits each = one.Share(cursors);

        Assert.InRange(each.Rows, 1, Math.Max(1, one.Rows / cursors));
        Assert.InRange(each.Bytes * cursors, 1, one.Bytes);
    }

    [Fact]
    public void Return_MoreThanIsKept_ForgetsTheOldest()
    {
        using OnnxSolver solver = OnnxSolver.Load(new R2N2Network(
            ProblemFamily.Equations("one", 1, x => x - 1), Superstructure.Krylov(1), new Coefficients(-1.0)).ToOnnx());
        BlockPool pool = new(rows => new BatchBuffer(solver.Runner, rows), mostRows: 100);
        BatchBuffer[] blocks = [pool.Rent(40), pool.Rent(40), pool.Rent(40), pool.Rent(200)];

        Array.ForEach(blocks[..3], pool.Return);
        BatchBuffer[] again = [pool.Rent(40), pool.Rent(40), pool.Rent(40)];
        pool.Return(blocks[3]);

        Assert.Equal(blocks[1..3].ToHashSet(), again.Intersect(blocks).ToHashSet());
        Assert.NotSame(blocks[3], pool.Rent(200));
    }

    private static VBuffer<float> Vector(int row, Random random) => (row % 4) switch
    {
        0 => new VBuffer<float>(row, [.. Enumerable.Range(0, row).Select(i => i + 0.5f)]),
        1 => new VBuffer<float>(row + 10, 2, [3f, 4f], [1, 1 + random.Next(row + 1)]),
        2 => new VBuffer<float>(row, 0, [], []),
        _ => new VBuffer<float>(0, []),
    };

    private static SchemaDefinition Definition(bool knownSize)
    {
        var definition = SchemaDefinition.Create(typeof(Wide));
        definition[nameof(Wide.Values)].ColumnType = knownSize
            ? new VectorDataViewType(NumberDataViewType.Single, Width)
            : new VectorDataViewType(NumberDataViewType.Single);
        return definition;
    }

    private static void Read(IDataView view, int rows)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Solution"], view.Schema[nameof(Wide.Values)]]);
        ValueGetter<VBuffer<double>> solution = cursor.GetGetter<VBuffer<double>>(view.Schema["Solution"]);
        ValueGetter<VBuffer<float>> passedOn = cursor.GetGetter<VBuffer<float>>(view.Schema[nameof(Wide.Values)]);
        VBuffer<double> x = default;
        VBuffer<float> values = default;
        for (int row = 0; row < rows; row++)
        {
            Assert.True(cursor.MoveNext());
            solution(ref x);
            passedOn(ref values);
            Assert.Equal(2, x.Length);
            Assert.True(values.GetValues().SequenceEqual(_numbers));
        }
    }

    private IDataView Data(bool knownSize)
    {
        Wide row = new() { B = [0.3, 0.7], Values = new VBuffer<float>(Width, _numbers) };
        return _context.Data.LoadFromEnumerable(Enumerable.Repeat(row, Rows), Definition(knownSize));
    }

    private sealed class Wide
    {
        [VectorType(2)]
        [ColumnName("b")]
        public double[] B { get; set; } = [];

        public VBuffer<float> Values { get; set; }

        public string Text { get; set; } = "";
    }
}
