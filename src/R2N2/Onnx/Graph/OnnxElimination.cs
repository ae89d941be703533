using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>
/// Writes the solution of linear systems: elimination with partial pivoting over rows of equal scale, then substitution. Rows stay
/// where they are until the end, and the instances lie along the last axis, where operators are fast.
/// </summary>
/// <param name="builder">Where the nodes go.</param>
internal sealed class OnnxElimination(OnnxBuilder builder)
{
    /// <summary>A⁻¹ b.</summary>
    /// <param name="matrix">A, with the batch axes of b or with none.</param>
    /// <param name="right">b, a vector or a matrix.</param>
    public OnnxValue Solve(OnnxValue matrix, OnnxValue right)
    {
        int m = matrix.Shape[0];
        int columns = right.Shape.Size / m;
        string instances = Instances(right.Batch);
        string[] factors = builder.Once($"Factors\n{matrix.Name}", () => Factorise(ToLast(matrix, m), m, Instances(matrix.Batch)));
        string scaled = builder.Emit("Div", [ToLast(right, columns), factors[3]]);
        string ordered = matrix.Batch.Count == 0
            ? At(scaled, Emit("Reshape", factors[1], builder.Constants.Integers(m)))
            : Elements(scaled, Emit("Expand", Row(factors[1]), builder.Constants.Integers(1, columns, 1)));
        string forward = Substitute("forward", ordered, m, columns, instances, factors, k => k);
        string backward = Substitute("back", forward, m, columns, instances, factors, t => Emit("Sub", builder.Constants.Integer(m - 1), t));
        return new OnnxValue(FromLast(Emit("Div", backward, Row(factors[2])), right), right.Shape, right.Batch);
    }

    // The factors, rows in the order of pivots: below the diagonal those of L times the pivot of the column; the order; the pivots; the
    // scales of the rows as they were.
    private string[] Factorise(string matrix, int m, string instances)
    {
        string scales = builder.Emit(
            "ReduceMax", [builder.Emit("Abs", [matrix])], OnnxAttribute.Of("axes", [1L]), OnnxAttribute.Of("keepdims", 1));
        string scaled = Emit("Div", matrix, scales);
        string column = Column(scaled, builder.Constants.Integer(0));
        string isUsed = Emit("Less", column, column);
        BatchAxes perRow = Axes(m, instances);
        OnnxVariable[] variables =
        [
            new("rest", builder.Constants.FloatType, Shape.Scalar, Axes(m, m, instances), scaled),
            new("is_used", TensorProto.Types.DataType.Bool, Shape.Scalar, perRow, isUsed),
            new("order", TensorProto.Types.DataType.Int64, Shape.Scalar, perRow, builder.AsInteger(isUsed)),
            new("pivots", builder.Constants.FloatType, Shape.Scalar, perRow, column),
        ];
        string[] last = new OnnxLoop(builder) { Scope = "pivot" }.Write(
            builder.Form, m, variables, null, (k, values) => (Eliminate(k, values, m), null));
        string order = Emit("Expand", Row(last[2]), builder.Constants.Integers(1, m, 1));
        return [Elements(last[0], order), last[2], last[3], scales];
    }

    private string[] Eliminate(string k, string[] values, int m)
    {
        (string rest, string isUsed, string order, string pivots) = (values[0], values[1], values[2], values[3]);
        string column = Column(rest, k);
        string size = Emit("Abs", column);
        string above = builder.Emit(
            "ReduceMax", [Emit("Where", isUsed, size, Number(0))], OnnxAttribute.Of("axes", [0L]), OnnxAttribute.Of("keepdims", 1));

        // What is not a number is found, too.
        string candidates = Emit("Where", isUsed, Number(-1), Emit("Where", Emit("IsNaN", size), Number(double.PositiveInfinity), size));
        string place = builder.Emit("ArgMax", [candidates], OnnxAttribute.Of("axis", 0));
        string row = Elements(rest, Emit("Expand", Row(place), builder.Constants.Integers(1, m, 1)));
        string found = Column(row, k);
        string smallest = Emit("Mul", above, builder.Constants.PowerOfTwo(Singularity.DoubleExponent, Singularity.SingleExponent));
        string pivot = Emit("Where", Emit("Less", smallest, Emit("Abs", found)), found, Number(double.NaN));
        string isBehind = Emit("Unsqueeze", Emit("Less", k, Rows(m)), builder.Constants.Integers(0));
        string ratios = Emit("Where", isBehind, Emit("Div", row, Row(pivot)), Number(0));

        string isTaken = Emit("Or", isUsed, Emit("Equal", Rows(m), place));
        string step = Emit("Mul", Row(Emit("Where", isTaken, Number(0), column)), ratios);
        string isNow = Emit("Equal", Rows(m), k);
        return [Emit("Sub", rest, step), isTaken, Emit("Where", isNow, place, order), Emit("Where", isNow, pivot, pivots)];
    }

    // Takes each unknown, divided by its pivot, out of the rows that come later.
    private string Substitute(string name, string start, int m, int columns, string instances, string[] factors, Func<string, string> unknown)
    {
        OnnxVariable variable = new("rest", builder.Constants.FloatType, Shape.Scalar, Axes(m, columns, instances), start);
        return new OnnxLoop(builder) { Scope = name }.Write(builder.Form, m, [variable], null, (turn, values) =>
        {
            string k = unknown(turn);
            string isLater = name == "back" ? Emit("Less", Rows(m), k) : Emit("Less", k, Rows(m));
            string factor = Emit("Where", isLater, Column(factors[0], k), Number(0));
            string solved = Emit("Div", At(values[0], k), At(factors[2], k));
            return ([Emit("Sub", values[0], Emit("Mul", Row(factor), solved))], null);
        })[0];
    }

    private string Emit(string operation, params string[] inputs) => builder.Emit(operation, inputs);

    private string Number(double number) => builder.Constants.Float([number], Shape.Scalar);

    // 0, 1, … below one another.
    private string Rows(int m) =>
        Emit("Unsqueeze", builder.Constants.Integers([.. Enumerable.Range(0, m).Select(i => (long)i)]), builder.Constants.Integers(1));

    private string At(string values, string index) => builder.Emit("Gather", [values, index], OnnxAttribute.Of("axis", 0));

    private string Column(string values, string index) => builder.Emit("Gather", [values, index], OnnxAttribute.Of("axis", 1));

    // Numbers of rows beside an axis of columns.
    private string Row(string numbers) => Emit("Unsqueeze", numbers, builder.Constants.Integers(1));

    private string Elements(string values, string index) => builder.Emit("GatherElements", [values, index], OnnxAttribute.Of("axis", 0));

    private static BatchAxes Axes(int m, string instances) => BatchAxes.Of(BatchAxes.OfLength(m), instances);

    private static BatchAxes Axes(int m, int columns, string instances) =>
        BatchAxes.Of(BatchAxes.OfLength(m), BatchAxes.OfLength(columns), instances);

    private static string Instances(BatchAxes batch) => batch.Count == 0 ? "1" : string.Join('*', batch.Names);

    // [instances …, m, columns] as [m, columns, instances]; one axis of instances keeps its name.
    private string ToLast(OnnxValue value, int columns)
    {
        string flat = value.Batch.Count != 1 ? Emit("Reshape", value.Name, builder.Constants.Integers(-1, value.Shape[0], columns))
            : value.Shape.Rank == 1 ? Emit("Unsqueeze", value.Name, builder.Constants.Integers(2))
            : value.Name;
        return builder.Emit("Transpose", [flat], OnnxAttribute.Of("perm", [1L, 2L, 0L]));
    }

    private string FromLast(string value, OnnxValue like)
    {
        string flat = builder.Emit("Transpose", [value], OnnxAttribute.Of("perm", [2L, 0L, 1L]));
        return like.Batch.Count != 1 ? Emit("Reshape", flat, Emit("Shape", like.Name))
            : like.Shape.Rank == 1 ? Emit("Squeeze", flat, builder.Constants.Integers(2))
            : flat;
    }
}
