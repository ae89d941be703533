namespace R2N2.Onnx;

/// <summary>Operators that work element by element.</summary>
internal static class ElementwiseOperators
{
    private const double DefaultLeak = 0.01f;

    // As the ONNX standard gives them, in single precision.
    private const double SeluAlpha = 1.67326319217681884765625;
    private const double SeluGamma = 1.05070102214813232421875;

    /// <summary>All of them by name.</summary>
    public static IEnumerable<(string Name, Func<ImportNode, ImportedValue> Read)> All { get; } =
    [
        ("Add", node => Binary(node, (a, b) => a + b, (a, b) => new(checked(a.Known() + b.Known())))),
        ("Sub", node => Binary(node, (a, b) => a - b, (a, b) => new(checked(a.Known() - b.Known())))),
        ("Mul", node => Binary(node, Expression.Hadamard, ImportedLength.Multiply)),
        ("Div", node => Binary(node, (a, b) => a / b, ImportedLength.Divide)),
        ("Pow", node => Binary(node, Expression.Pow)),
        ("Neg", Unary(x => -x)),
        ("Abs", Unary(Expression.Abs)),
        ("Sign", Unary(Expression.Sign)),
        ("Sqrt", Unary(Expression.Sqrt)),
        ("Reciprocal", Unary(x => 1 / x)),
        ("Exp", Unary(Expression.Exp)),
        ("Log", Unary(Expression.Log)),
        ("Sin", Unary(Expression.Sin)),
        ("Cos", Unary(Expression.Cos)),
        ("Tan", Unary(Expression.Tan)),
        ("Sinh", Unary(Expression.Sinh)),
        ("Cosh", Unary(Expression.Cosh)),
        ("Tanh", Unary(Expression.Tanh)),
        ("Asin", Unary(Expression.Asin)),
        ("Acos", Unary(Expression.Acos)),
        ("Atan", Unary(Expression.Atan)),
        ("Erf", Unary(Expression.Erf)),
        ("Sigmoid", Unary(Expression.Sigmoid)),
        ("Softplus", Unary(Expression.Softplus)),
        ("Softsign", Unary(x => x / (1 + Expression.Abs(x)))),
        ("Relu", Unary(Expression.Relu)),
        ("LeakyRelu", node => Signs(node, x => x, x => node.Real("alpha", DefaultLeak) * x)),
        ("Elu", node => Elu(node, node.Real("alpha", 1), 1)),
        ("Selu", node => Elu(node, node.Real("alpha", SeluAlpha), node.Real("gamma", SeluGamma))),
        ("Min", node => Variadic(node, Expression.Min)),
        ("Max", node => Variadic(node, Expression.Max)),
        ("Sum", node => Variadic(node, (a, b) => a + b)),
        ("Clip", Clip),
    ];

    private static Func<ImportNode, ImportedValue> Unary(Func<Expression, Expression> record) =>
        node => node.Layout.Combine(x => record(x[0]), node.Tensor(0));

    private static ImportedTensor Elu(ImportNode node, double alpha, double gamma) => Signs(
        node, x => gamma * x, x => gamma * alpha * Expression.Expm1(Expression.Min(x, 0)));

    private static ImportedTensor Signs(ImportNode node, Func<Expression, Expression> positive, Func<Expression, Expression> otherwise) =>
        node.Layout.Combine(x => Expression.SelectLess(0, x[0], positive(x[0]), otherwise(x[0])), node.Tensor(0));

    private static ImportedValue Binary(
        ImportNode node, Func<Expression, Expression, Expression> record, Func<ImportedLength, ImportedLength, ImportedLength>? integers = null) =>
        integers is not null && node.Value(0) is ImportedIntegers left && node.Value(1) is ImportedIntegers right
            ? ShapeOperators.Combine(left, right, integers)
            : node.Layout.Combine(x => record(x[0], x[1]), node.Tensor(0), node.Tensor(1));

    private static ImportedTensor Variadic(ImportNode node, Func<Expression, Expression, Expression> record) =>
        node.Tensors().Aggregate((left, right) => node.Layout.Combine(x => record(x[0], x[1]), left, right));

    private static ImportedTensor Clip(ImportNode node)
    {
        ImportedTensor value = node.Tensor(0);
        if (node.Has(1))
        {
            value = node.Layout.Combine(x => Expression.Max(x[0], x[1]), value, node.Tensor(1));
        }

        return node.Has(2) ? node.Layout.Combine(x => Expression.Min(x[0], x[1]), value, node.Tensor(2)) : value;
    }
}
