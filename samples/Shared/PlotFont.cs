using ScottPlot;

namespace Samples;

/// <summary>The font of all plots. It comes along, since a bare Linux host has none and would draw plots without text.</summary>
internal static class PlotFont
{
    private const string Name = "DejaVu Sans";

    /// <summary>Makes it the font of every plot that follows.</summary>
    public static void Use()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Fonts", "DejaVuSans.ttf");
        Fonts.AddFontFile(Name, file);
        Fonts.AddFontFile(Name, file, bold: true);
        Fonts.Default = Name;
    }
}
