namespace R2N2.Onnx;

/// <summary>Convolutions over one or two axes, as sums of products of the weights' slices with shifted inputs.</summary>
internal sealed class Convolution
{
    private readonly ImportNode _node;
    private readonly ImportedTensor _input;
    private readonly ImportedTensor _weights;
    private readonly int _groups;

    // Over two axes, outermost first; one axis is a picture one row high.
    private readonly int[] _lengths;
    private readonly int[] _kernel;
    private readonly int[] _strides;
    private readonly int[] _dilations;
    private readonly int[] _before;
    private readonly int[] _behind;

    public Convolution(ImportNode node)
    {
        _node = node;
        (_input, _weights) = (node.Tensor(0), node.Tensor(1));
        int axes = _input.Rank - 2;
        if (axes is < 1 or > 2 || _weights.Rank != _input.Rank || _input.Dims[0] != 1 || _input.Batch > 0 || !_weights.IsConstant)
        {
            throw new ArgumentException("is read over one or two axes behind the batch and channel axes, with constant weights");
        }

        _groups = node.Length("group", 1);
        _lengths = Both(_input.Dims[2..]);
        _kernel = Both(_weights.Dims[2..]);
        _strides = Both(Given("strides", axes, 1, 1));
        _dilations = Both(Given("dilations", axes, 1, 1));
        int[] pads = Given("pads", 2 * axes, 0, 0);
        _before = Both(pads[..axes], 0);
        _behind = Both(pads[axes..], 0);
        Pad(node.Text("auto_pad", "NOTSET"));
        if (_input.Dims[1] != _weights.Dims[1] * (long)_groups || _weights.Dims[0] % _groups != 0)
        {
            throw new ArgumentException(
                $"has {_input.Dims[1]} channels, {_groups} groups and weights [{string.Join(", ", _weights.Dims)}], which do not go together");
        }
    }

    private int Channels => _input.Dims[1];

    private int Results => _weights.Dims[0];

    private int Width => _lengths[1] + _before[1] + _behind[1];

    // What comes out along an axis with stride 1.
    private int Full(int axis)
    {
        long length = (long)_lengths[axis] + _before[axis] + _behind[axis] - ((long)_dilations[axis] * (_kernel[axis] - 1));
        return length >= 1 ? (int)length : throw new ArgumentException("has a kernel longer than the padded input");
    }

    /// <summary>Records the convolution.</summary>
    public ImportedTensor Read()
    {
        (int height, int width) = (Full(0), Full(1));
        Expression padded = Padded();
        int perGroup = Channels / _groups;
        Expression[] groups = [.. Enumerable.Range(0, _groups).Select(group => Group(
            _groups == 1 ? padded : Part(padded, -2, group * perGroup, perGroup, Channels), group, ((height - 1) * Width) + width))];
        Expression all = _groups == 1 ? groups[0] : Expression.Concat(groups);

        // Behind every row but the last lie sums over two rows of the picture: they go.
        all = Wide(all, Results, 0, (height * Width) - all.Shape[1]);
        ImportedTensor result = new(all, [1, Results, height, Width], _input.Batch);
        result = Every(Every(result, 2, height, _strides[0]), 3, width, _strides[1]);
        result = result with { Dims = _input.Rank == 3 ? [1, Results, result.Dims[3]] : result.Dims };
        return !_node.Has(2) ? result : _node.Layout.Combine(
            x => x[0] + x[1],
            result,
            _node.Tensor(2) with { Dims = [Results, .. Enumerable.Repeat(1, _input.Rank - 2)] });
    }

    private static int[] Both(int[] values, int first = 1) => values.Length == 2 ? values : [first, values[0]];

    private int[] Given(string name, int count, int otherwise, int smallest)
    {
        long[] values = _node.Integers(name) ?? [.. Enumerable.Repeat((long)otherwise, count)];
        return values.Length == count && values.All(value => value >= smallest && value <= short.MaxValue)
            ? Array.ConvertAll(values, value => (int)value)
            : throw new ArgumentException($"has the {name} [{string.Join(", ", values)}]");
    }

    private void Pad(string rule)
    {
        for (int axis = 0; axis < 2; axis++)
        {
            int reach = checked(_dilations[axis] * (_kernel[axis] - 1));
            int results = (_lengths[axis] + _strides[axis] - 1) / _strides[axis];
            int all = Math.Max(0, ((results - 1) * _strides[axis]) + reach + 1 - _lengths[axis]);
            (_before[axis], _behind[axis]) = rule switch
            {
                "NOTSET" or "" => (_before[axis], _behind[axis]),
                "VALID" => (0, 0),
                "SAME_UPPER" => (all / 2, all - (all / 2)),
                "SAME_LOWER" => (all - (all / 2), all / 2),
                _ => throw new ArgumentException($"has the padding rule '{rule}'"),
            };
        }
    }

    // [channels, height · width], zeros around.
    private Expression Padded()
    {
        int height = _lengths[0] + _before[0] + _behind[0];
        _node.Budget.Size([Channels, height, Width]);
        Expression lines = Wide(_input.Data, Channels * _lengths[0], _before[1], _behind[1]);
        return Wide(lines, Channels, _before[0] * Width, _behind[0] * Width);
    }

    // A matrix of some rows with zeros before and behind its columns.
    private Expression Wide(Expression data, int rows, int before, int behind)
    {
        Expression matrix = _node.Layout.View(data, Shape.Matrix(rows, data.Shape.Size / rows));
        List<Expression> parts = [matrix];
        if (before > 0)
        {
            parts.Insert(0, Zeros(rows, before));
        }

        if (behind > 0)
        {
            parts.Add(Zeros(rows, behind));
        }

        _node.Budget.Nodes(1);
        return parts.Count == 1 ? matrix : ExpressionReader.Instance.Concat(parts, [.. parts.Select(part => part.Shape)], -1);
    }

    private Expression Zeros(int rows, int columns)
    {
        int size = _node.Budget.Size([rows, columns]);
        _node.Budget.Elements(size);
        return Expression.Constant(new double[size], Shape.Matrix(rows, columns));
    }

    private Expression Group(Expression input, int group, int length)
    {
        (int inputs, int outputs) = (Channels / _groups, Results / _groups);
        Expression? sum = null;
        for (int tap = 0; tap < _kernel[0] * _kernel[1]; tap++)
        {
            int start = (tap / _kernel[1] * _dilations[0] * Width) + (tap % _kernel[1] * _dilations[1]);
            Expression weights = Tap(group, tap, inputs, outputs);
            Expression shifted = Part(input, -1, start, length, input.Shape[1]);
            Expression product = inputs == 1 && outputs == 1
                ? _node.Layout.View(weights, Shape.Scalar) * shifted
                : _node.Layout.View(_node.Algebra.Product(weights, shifted, outputs, inputs, length), Shape.Matrix(outputs, length));
            sum = sum is null ? product : sum + product;
            _node.Budget.Nodes(4);
        }

        return sum!;
    }

    private Expression Tap(int group, int tap, int inputs, int outputs)
    {
        ReadOnlySpan<double> all = _weights.Data.Values;
        int taps = _kernel[0] * _kernel[1];
        _node.Budget.Elements(inputs * outputs);
        double[] weights = new double[inputs * outputs];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = all[((((group * outputs * inputs) + i) * taps) + tap)];
        }

        return Expression.Constant(weights, Shape.Matrix(outputs, inputs));
    }

    private static Expression Part(Expression matrix, int axis, int start, int length, int all) =>
        start == 0 && length == all ? matrix : ExpressionReader.Instance.Slice(matrix, axis, start, length);

    private ImportedTensor Every(ImportedTensor value, int axis, int length, int stride) =>
        _node.Layout.Select(value, axis, [.. Enumerable.Range(0, ((length - 1) / stride) + 1).Select(i => i * stride)]);
}
