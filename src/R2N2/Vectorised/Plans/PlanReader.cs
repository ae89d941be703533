using System.Runtime.InteropServices;

namespace R2N2.Vectorised;

/// <summary>Turns recorded functions into the steps of a plan: what is constant is computed at once, parts of values stay where they are.</summary>
internal sealed partial class PlanReader : IReader<PlanValue>
{
    private readonly List<PlanStep> _steps = [];

    // What has a place of its own and may be given one within a larger value: results of arithmetic.
    private readonly HashSet<PlanValue> _movable = [];
    private readonly Dictionary<object, PlanValue> _factors = [];

    // What is copied out of other values.
    private readonly Dictionary<PlanValue, PlanStep> _copied = [];

    private readonly LinearForms _forms = new();

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<PlanStep> Steps => _steps;

    public PlanValue Constant(double[] values, Shape shape) => new(shape) { Constant = values };

    public PlanValue Broadcast(PlanValue scalar, Shape shape) => scalar.Constant is { } number
        ? new PlanValue(shape) { Constant = number }
        : shape.Rank == 0 ? scalar : PlanValue.Repeat(scalar, shape);

    public PlanValue Add(PlanValue left, PlanValue right) => Stencil(left, right, 1) ?? Elementwise(Operation.Add, left, right);

    public PlanValue Subtract(PlanValue left, PlanValue right) => Stencil(left, right, -1) ?? Elementwise(Operation.Subtract, left, right);

    public PlanValue Multiply(PlanValue left, PlanValue right)
    {
        PlanValue product = Elementwise(Operation.Multiply, left, right);
        (PlanValue value, double[]? factors) = left.Constant is { } numbers ? (right, numbers) : (left, right.Constant);
        if (factors is not null)
        {
            _forms.Scale(product, value, factors);
        }

        return product;
    }

    public PlanValue Divide(PlanValue left, PlanValue right) => Elementwise(Operation.Divide, left, right);

    public PlanValue Negate(PlanValue value)
    {
        PlanValue negative = Elementwise(Operation.Negate, value);
        _forms.Scale(negative, value, [-1]);
        return negative;
    }

    public PlanValue Abs(PlanValue value) => Elementwise(Operation.Abs, value);

    public PlanValue Sign(PlanValue value) => Elementwise(Operation.Sign, value);

    public PlanValue Sqrt(PlanValue value) => Elementwise(Operation.Sqrt, value);

    public PlanValue Exp(PlanValue value) => Elementwise(Operation.Exp, value);

    public PlanValue Log(PlanValue value) => Elementwise(Operation.Log, value);

    public PlanValue Sin(PlanValue value) => Elementwise(Operation.Sin, value);

    public PlanValue Cos(PlanValue value) => Elementwise(Operation.Cos, value);

    public PlanValue Tanh(PlanValue value) => Elementwise(Operation.Tanh, value);

    public PlanValue Atan(PlanValue value) => Elementwise(Operation.Atan, value);

    public PlanValue Cbrt(PlanValue value) => Elementwise(Operation.Cbrt, value);

    public PlanValue Log1p(PlanValue value) => Elementwise(Operation.Log1p, value);

    public PlanValue Expm1(PlanValue value) => Elementwise(Operation.Expm1, value);

    public PlanValue Erf(PlanValue value) => Elementwise(Operation.Erf, value);

    public PlanValue NormalCdf(PlanValue value) => Elementwise(Operation.NormalCdf, value);

    public PlanValue Pow(PlanValue value, PlanValue exponent) => Elementwise(Operation.Pow, value, exponent);

    public PlanValue Min(PlanValue left, PlanValue right) => Elementwise(Operation.Min, left, right);

    public PlanValue Max(PlanValue left, PlanValue right) => Elementwise(Operation.Max, left, right);

    public PlanValue SelectLess(PlanValue left, PlanValue right, PlanValue less, PlanValue otherwise)
    {
        if (left.Constant is not [var a] || right.Constant is not [var b])
        {
            return Elementwise(Operation.SelectLess, left, right, less, otherwise);
        }

        // Decided already.
        Shape shape = Widest(left, right, less, otherwise);
        PlanValue chosen = a < b ? less : otherwise;
        return chosen.Shape.Rank == shape.Rank ? chosen : Broadcast(chosen, shape);
    }

    public PlanValue MatrixVector(PlanValue matrix, PlanValue vector) => Product(
        matrix, vector, Shape.Vector(matrix.Shape[0]), (matrix.Shape[0], matrix.Shape[1], 1));

    public PlanValue MatrixMatrix(PlanValue left, PlanValue right) => Product(
        left, right, Shape.Matrix(left.Shape[0], right.Shape[1]), (left.Shape[0], left.Shape[1], right.Shape[1]));

    public PlanValue SparseProduct(SparseMatrix matrix, PlanValue vector) =>
        OfWhole(Sparse(new(matrix.Elements), matrix.Columns, Shape.Vector(matrix.Rows)), vector);

    public PlanValue Solve(PlanValue matrix, PlanValue right, Shape shape)
    {
        PlanStep step = new(Operation.Substitution, new PlanValue(shape), Factors(matrix), Expand(right))
        {
            Lengths = (shape[0], shape[0], shape.Size / shape[0]),
        };
        return AllConstant(step.Operands) ? Fold(step) : Emit(step with { Operands = [step.Operands[0], OverLanes(right, shape)] });
    }

    public PlanValue Transpose(PlanValue matrix) => OfWhole(
        new PlanStep(Operation.Transpose, new PlanValue(Shape.Matrix(matrix.Shape[1], matrix.Shape[0])))
        {
            Lengths = (matrix.Shape[0], 1, matrix.Shape[1]),
        },
        matrix);

    public PlanValue Sum(PlanValue value, int axis) => OfWhole(
        new PlanStep(Operation.Sum, new PlanValue(value.Shape.Without(^-axis))) { Lengths = value.Shape.Around(axis) }, value);

    public PlanValue Norm(PlanValue vector, Shape shape) =>
        OfWhole(new PlanStep(Operation.Norm, new PlanValue(Shape.Scalar)) { Lengths = (1, shape.Size, 1) }, vector);

    private static PlanStep Sparse(Lazy<SparseRows> rows, int columns, Shape shape) =>
        new(Operation.SparseProduct, new PlanValue(shape)) { Matrix = rows, Lengths = (shape.Size, columns, 1) };

    private static Shape Widest(params PlanValue[] operands) => operands.Select(operand => operand.Shape).MaxBy(candidate => candidate.Rank)!;

    private PlanValue Elementwise(Operation operation, params PlanValue[] operands)
    {
        Shape shape = Widest(operands);

        // One number for every element is computed once.
        Shape computed = operands.All(operand => operand.IsRepeated || operand.IsNumber) ? Shape.Scalar : shape;
        PlanValue[] read = computed.Rank == shape.Rank
            ? operands
            : Array.ConvertAll(operands, operand => operand.IsRepeated ? operand.Whole! : Constant(operand.Constant!, Shape.Scalar));
        PlanStep step = new(operation, new PlanValue(computed), read);
        PlanValue Whole(PlanValue result) => computed.Rank == shape.Rank ? result : Broadcast(result, shape);
        if (AllConstant(read))
        {
            return Whole(Fold(step));
        }

        if (step.IsArithmetic)
        {
            _movable.Add(step.Target);
        }
        else
        {
            // A power's exponent may be one number.
            step = step with
            {
                Operands = [.. read.Select((operand, i) => i > 0 && operand.IsNumber ? operand : OverLanes(operand, computed))],
            };
        }

        return Whole(Emit(step));
    }

    // What adds up parts of one value that lie about reads them where they are.
    private PlanValue? Stencil(PlanValue left, PlanValue right, double sign)
    {
        if (left.Size != right.Size || _forms.Sum(left, right, sign) is not { } form)
        {
            return null;
        }

        PlanValue sum = Emit(Sparse(new(form.Rows), form.Root.Size, left.Shape) with { Operands = [form.Root] });
        _forms.Note(sum, form);
        return sum;
    }

    private PlanValue Product(PlanValue left, PlanValue right, Shape shape, (int Rows, int Length, int Columns) lengths)
    {
        PlanStep step = new(Operation.Product, new PlanValue(shape), Expand(left), Expand(right)) { Lengths = lengths };
        return AllConstant(step.Operands) ? Fold(step)
            : left.Constant is null ? Emit(step with { Operands = [OverLanes(left, left.Shape), OverLanes(right, right.Shape)] })
            : Emit(step with { Operation = Operation.ConstantProduct, Operands = [Expand(left), OverLanes(right, right.Shape)] });
    }

    // Of a matrix that several systems have, once.
    private PlanValue Factors(PlanValue matrix)
    {
        int m = matrix.Shape[0];
        ref PlanValue? factors = ref CollectionsMarshal.GetValueRefOrAddDefault(_factors, PlanGrouping.Identity(matrix), out _);
        return factors ??= OfWhole(
            new PlanStep(Operation.Factorisation, new PlanValue(Shape.Matrix(m, Factorisation.Width(m)))) { Lengths = (m, m, m) }, matrix);
    }

    // A constant with all its elements.
    private PlanValue Expand(PlanValue value) => value.Constant is [var number] && value.Size > 1
        ? Constant([.. Enumerable.Repeat(number, value.Size)], value.Shape)
        : value;

    // With elements of its own for every instance.
    private PlanValue OverLanes(PlanValue value, Shape shape) => value.IsRepeated || value.Constant is not null
        ? Emit(new PlanStep(Operation.Copy, new PlanValue(shape), value) { Copy = new BlockCopy(1, shape.Size, 0, 0, 0, 0) })
        : value;

    private PlanValue OfWhole(PlanStep step, PlanValue operand)
    {
        step = step with { Operands = [Expand(operand)] };
        return AllConstant(step.Operands) ? Fold(step) : Emit(step with { Operands = [OverLanes(operand, operand.Shape)] });
    }

    private static bool AllConstant(PlanValue[] values) => Array.TrueForAll(values, value => value.Constant is not null);

    private PlanValue Fold(PlanStep step) => Constant(ConstantFolding.Evaluate(step), step.Target.Shape);

    private PlanValue Emit(PlanStep step)
    {
        _steps.Add(step);
        return step.Target;
    }
}
