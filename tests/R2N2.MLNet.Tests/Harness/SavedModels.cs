using System.IO.Compression;
using Microsoft.ML;

namespace R2N2.MLNet.Tests;

/// <summary>Models as ML.NET saves and loads them.</summary>
internal static class SavedModels
{
    /// <summary>What a model becomes that another process loads.</summary>
    public static ITransformer Reloaded(ITransformer model, DataViewSchema schema)
    {
        using MemoryStream stream = new();
        new MLContext().Model.Save(model, schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out _);
    }

    /// <summary>The ONNX model inside, as bytes.</summary>
    public static byte[] OnnxOf(ITransformer model, DataViewSchema schema)
    {
        using MemoryStream stream = new();
        new MLContext().Model.Save(model, schema, stream);
        using ZipArchive archive = new(stream, ZipArchiveMode.Read);
        using MemoryStream content = new();
        using Stream entry = archive.Entries.Single(entry => entry.Name == "OnnxModel").Open();
        entry.CopyTo(content);
        return content.ToArray();
    }
}
