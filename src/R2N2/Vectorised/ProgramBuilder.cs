using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>Gives every value of a plan its place in a memory, and makes instructions of its steps.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class ProgramBuilder<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Plan _plan;
    private readonly LaneMemory<T> _memory;
    private readonly LaneLayout _layout;
    private readonly Dictionary<PlanValue, int> _placed = [];
    private readonly List<PlanStep> _copies = [];
    private readonly RegisterAllocation _registers;
    private readonly List<ConstantMatrix<T>> _matrices = [];
    private readonly List<GroupKernel<T>> _kernels = [];
    private int _scratch;

    /// <summary>Decides what goes where.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="memory">The memory, still being planned.</param>
    /// <param name="inputs">The places of the inputs.</param>
    /// <param name="outputs">The places of the outputs: none of an input, unless it is that input.</param>
    public ProgramBuilder(Plan plan, LaneMemory<T> memory, int[] inputs, int[] outputs)
    {
        _plan = plan;
        _memory = memory;
        _layout = memory.Layout;
        for (int i = 0; i < inputs.Length; i++)
        {
            _placed.Add(plan.Inputs[i], inputs[i]);
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            PlaceOutput(plan.Outputs[i], outputs[i]);
        }

        _registers = new RegisterAllocation(plan, _placed.Keys.ToHashSet(), value => _layout.Extent(value.Size));
    }

    /// <summary>The numbers that intermediate values take up.</summary>
    public int ScratchSize => _registers.Size;

    /// <summary>Makes the program.</summary>
    /// <param name="scratch">The place of the intermediate values; programs that do not run at the same time may share it.</param>
    /// <param name="matrices">The constant matrices.</param>
    /// <param name="kernels">The compiled loops of the plan's groups, where it has any.</param>
    public Program<T> Build(int scratch, MatrixTable<T> matrices, IReadOnlyDictionary<PlanStep, GroupKernel<T>>? kernels = null)
    {
        _scratch = scratch;
        Instruction[] instructions =
        [
            .. _plan.Steps.Concat(_copies).Select(
                step => step.Operation == Operation.Group ? Group(step, kernels![step]) : Instruction(step, matrices)),
        ];
        return new Program<T>(_layout, instructions, [.. _matrices], [.. _kernels]);
    }

    // What is computed goes to its output at once; what is an input, a constant, a part of something or asked for twice is copied.
    private void PlaceOutput(PlanValue output, int place)
    {
        if (output.Whole is null && output.Constant is null && _placed.TryAdd(output, place))
        {
            return;
        }

        if (output.Whole is not null || output.Constant is not null || _placed[output] != place)
        {
            PlanValue copy = new(output.Shape);
            _placed.Add(copy, place);
            _copies.Add(new PlanStep(Operation.Copy, copy, output) { Copy = new BlockCopy(1, output.Size, 0, 0, 0, 0) });
        }
    }

    private int Place(PlanValue value)
    {
        if (value.Constant is not null)
        {
            return _memory.ReserveConstant(value.Constant);
        }

        (PlanValue root, int first) = value.Resolve();
        int place = _placed.TryGetValue(root, out int known) ? known : _scratch + _registers[root];
        return place + (first * _layout.Lanes);
    }

    private Instruction Instruction(PlanStep step, MatrixTable<T> matrices) => step.Operation switch
    {
        Operation.Copy => Copy(step),
        Operation.Combination => new Instruction(step.Operation, Place(step.Target))
        {
            Width = Width(step.Target),
            Terms = Array.ConvertAll(step.Operands, Place),
        },
        Operation.Sum or Operation.Norm or Operation.Transpose or Operation.Product or Operation.ConstantProduct
            or Operation.SparseProduct or Operation.Factorisation or Operation.Substitution => Whole(step, matrices),
        _ => Elementwise(step),
    };

    private Instruction Group(PlanStep step, GroupKernel<T> kernel)
    {
        _kernels.Add(kernel);
        int size = step.Target.Size;
        bool inRows = !_layout.IsSingle && size > 1 && step.Operands.Any(IsAlike);
        return new Instruction(step.Operation, 0)
        {
            Rows = inRows ? size : 1,
            Width = inRows ? _layout.Lanes : step.Targets.Min(Width),
            Terms = [.. step.Operands.Concat(step.Targets).Select(Place)],
            Kernel = _kernels.Count - 1,
        };
    }

    private Instruction Elementwise(PlanStep step)
    {
        int size = step.Target.Size;
        bool inRows = !_layout.IsSingle && size > 1 && step.Operands.Any(IsAlike);
        Instruction instruction = new(step.Operation, Place(step.Target))
        {
            Rows = inRows ? size : 1,
            Width = inRows ? _layout.Lanes : Width(step.Target),
            TargetStride = _layout.Lanes,
            Parts = step.Parts,
        };
        instruction.A = Operand(step.Operands[0]);
        instruction.B = step.Operands.Length > 1 ? Operand(step.Operands[1]) : default;
        instruction.C = step.Operands.Length > 2 ? Operand(step.Operands[2]) : default;
        instruction.D = step.Operands.Length > 3 ? Operand(step.Operands[3]) : default;
        return instruction;
    }

    // Not a number for every element of every lane.
    private static bool IsAlike(PlanValue operand) => operand.IsRepeated || operand.Constant is { Length: > 1 };

    // Whole vectors where what lies behind belongs to nobody.
    private int Width(PlanValue target) =>
        !_layout.IsSingle ? target.Size * _layout.Lanes
        : target.Whole is null && target.Size > 1 ? _layout.RoundUp(target.Size)
        : target.Size;

    private Operand Operand(PlanValue value)
    {
        int place = Place(value);
        return value switch
        {
            { IsNumber: true } => new Operand(place, 0, IsNumber: true),
            { Constant: not null } => new Operand(place, 1, IsNumber: !_layout.IsSingle),
            { IsRepeated: true } => new Operand(place, 0, IsNumber: _layout.IsSingle),
            _ => new Operand(place, _layout.Lanes, IsNumber: false),
        };
    }

    private Instruction Copy(PlanStep step)
    {
        BlockCopy copy = step.Copy;
        PlanValue from = step.Operands[0];
        bool isConstant = from.Constant is not null;
        bool isAlike = from.IsNumber || from.IsRepeated;
        int lanes = _layout.Lanes;

        // A row of lanes is copied whole; of constants and repeated numbers each element is a row of its own.
        if (isAlike || (isConstant && !_layout.IsSingle))
        {
            return new Instruction(Operation.Copy, Place(step.Target) + (copy.To * lanes))
            {
                A = Operand(from) with { Offset = Place(from) + (isAlike ? 0 : copy.From) },
                Rows = copy.Rows,
                Width = lanes,
                TargetStride = copy.ToStride * lanes,
                Lengths = (copy.Rows, copy.Width, isAlike ? 0 : copy.FromStride),
            };
        }

        return new Instruction(Operation.Copy, Place(step.Target) + (copy.To * lanes))
        {
            A = new Operand(Place(from) + (copy.From * lanes), copy.FromStride * lanes, IsNumber: false),
            Rows = copy.Rows,
            Width = copy.Width * lanes,
            TargetStride = copy.ToStride * lanes,
            Lengths = (copy.Rows, 1, 0),
        };
    }

    private Instruction Whole(PlanStep step, MatrixTable<T> matrices)
    {
        Instruction instruction = new(step.Operation, Place(step.Target)) { Lengths = step.Lengths };
        if (step.Operation == Operation.SparseProduct)
        {
            _matrices.Add(matrices.Of(step.Matrix!.Value));
            return instruction with { Operation = Operation.ConstantProduct, B = Operand(step.Operands[0]), Matrix = _matrices.Count - 1 };
        }

        if (step.Operation == Operation.ConstantProduct)
        {
            instruction.B = Operand(step.Operands[1]);
            if (!_layout.IsSingle || step.Lengths.Inner == 1)
            {
                instruction.Matrix = _matrices.Count;
                _matrices.Add(matrices.Of(step.Operands[0].Constant!, step.Lengths.Outer, step.Lengths.Length));
                return instruction;
            }

            // Alone, an instance's constants lie as its other values do.
            instruction = instruction with { Operation = Operation.Product };
        }

        instruction.A = Operand(step.Operands[0]);
        instruction.B = step.Operands.Length > 1 ? Operand(step.Operands[1]) : default;
        return instruction;
    }
}
