using R2N2.Onnx.Format;

namespace R2N2.Tests.Onnx;

/// <summary>What a turn costs beside f and the step, told by its nodes: each is a pass over the batch.</summary>
public sealed class OrdinaryTurnSizeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ToOnnx_TurnThatIsNotOdd_TakesFewNodesBesideFAndTheStep(bool isSafeguarded)
    {
        ModelProto model = ExportSamples.Export(ExportSamples.FixedPoint, new() { Safeguard = isSafeguarded ? new() : null });
        NodeProto[] body = [.. ExportSamples.LoopBody(model).Node];
        NodeProto choice = Assert.Single(body, node => node.OpType == "If");
        NodeProto[] turn = [.. body, .. choice.Attribute.Single(attribute => attribute.Name == "else_branch").G.Node];

        NodeProto[] decisions = [.. turn.Where(node => !node.Name.StartsWith("outer/step/", StringComparison.Ordinal)
            && !node.Name.StartsWith("outer/f/", StringComparison.Ordinal))];

        Assert.InRange(decisions.Length, 1, 45);

        // Σ f², and Σ 0 x, which is NaN where x is not finite.
        Assert.Equal(2, decisions.Count(node => node.OpType == "Gemm"));

        // A choice between whole instances would go through the batch row by row, a computed number be repeated for it.
        Assert.DoesNotContain(decisions, node => node.OpType is "Expand" or "Unsqueeze");
    }
}
