using Microsoft.ML;

namespace R2N2.MLNet.Tests.Conformance.Broken;

/// <summary>Ways to break a component.</summary>
internal static class Breaking
{
    /// <summary>Its transformer replaced, wherever it comes from.</summary>
    public static ComponentCase Transformer(ComponentCase good, Func<ITransformer, ITransformer> broken) => good with
    {
        Fitted = () => broken(good.Fitted()),
        Estimator = context =>
        {
            IEstimator<ITransformer> estimator = good.Estimator(context);
            return new BrokenEstimator(estimator) { OnFit = data => broken(estimator.Fit(data)) };
        },
    };

    /// <summary>Its estimator replaced.</summary>
    public static ComponentCase Estimator(ComponentCase good, Func<IEstimator<ITransformer>, BrokenEstimator> broken) => good with
    {
        Estimator = context => broken(good.Estimator(context)),
    };

    /// <summary>What it makes of data replaced.</summary>
    public static ComponentCase View(ComponentCase good, Func<IDataView, IDataView> broken) =>
        Transformer(good, transformer => new BrokenTransformer(transformer) { View = data => broken(transformer.Transform(data)) });

    /// <summary>The cursors of its data replaced.</summary>
    public static ComponentCase Cursor(ComponentCase good, Func<DataViewRowCursor, DataViewRowCursor> broken) =>
        View(good, view => new BrokenView(view)
        {
            Cursor = (source, columns, random) => broken(source.GetRowCursor(columns, random)),
        });
}
