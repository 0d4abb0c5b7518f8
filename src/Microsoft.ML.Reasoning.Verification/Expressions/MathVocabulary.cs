using System.Collections.Frozen;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>What the commands of LaTeX and the words of plain answers mean.</summary>
internal static class MathVocabulary
{
    /// <summary>Commands that only set type.</summary>
    public static readonly FrozenSet<string> Layout = Set(
        "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle textstyle scriptstyle limits nolimits " +
        "quad qquad hfill hspace vspace space thinspace enspace hline nonumber boldsymbol bm rm bf it tt bold");

    /// <summary>Commands whose argument is running text.</summary>
    public static readonly FrozenSet<string> TextCommands = Set(
        "text mathrm textbf textit textnormal mbox hbox mathbf mathit operatorname textrm mathsf texttt mathtt emph textsf");

    /// <summary>Commands that put something over or under their argument, or a frame around it, and mean the argument.</summary>
    public static readonly FrozenSet<string> Wrappers = Set(
        "boxed fbox vec overrightarrow hat bar widehat tilde widetilde overline underline mathcal mathfrak mathscr ensuremath phantom cancel");

    /// <summary>Functions of one argument (log may have a base).</summary>
    public static readonly FrozenSet<string> Functions = Set(
        "sin cos tan cot sec csc arcsin arccos arctan log ln lg exp gcd lcm max min det dim deg arg Re Im sinh cosh tanh sech csch coth arcsinh arccosh arctanh arccot arcsec arccsc asin acos atan sgn sign");

    /// <summary>Functions with bounds below and above.</summary>
    public static readonly FrozenSet<string> BigOperators = Set("sum prod int lim oint bigcup bigcap");

    /// <summary>Commands that are signs.</summary>
    public static readonly FrozenDictionary<string, string> Signs = Map(
        "cdot * times * ast * cdotp * bullet * div / le ≤ leq ≤ leqslant ≤ leqq ≤ ge ≥ geq ≥ geqslant ≥ geqq ≥ ne ≠ neq ≠ lt < gt > in ∈ notin ∉ " +
        "cup ∪ cap ∩ setminus ∖ backslash ∖ pm ± mp ∓ approx ≈ equiv ≡ colon : mid | vert | lvert | rvert | Vert | infty ∞ emptyset ∅ varnothing ∅ " +
        "circ ° degree ° lbrace ⦃ rbrace ⦄ lparen ( rparen ) lbrack [ rbrack ] prime ' percent % land & wedge & lor ∨ vee ∨ implies ⇒ Rightarrow ⇒ " +
        "to → rightarrow → iff ⇔ Leftrightarrow ⇔ langle ( rangle )");

    /// <summary>Other ways to write a sign in plain text.</summary>
    public static readonly FrozenDictionary<string, string> PlainSigns = Map(
        "− - – - － - × * · * ∙ * ⋅ * ÷ / ∕ / ＝ = （ ( ） ) ［ [ ］ ] ， , ； ; ： : 、 , ％ % ′ ' ’ ' ⩽ ≤ ⩾ ≥ ＜ < ＞ > ＋ + ∣ |");

    /// <summary>Names of one letter of plain text.</summary>
    public static readonly FrozenDictionary<string, string> Names = Map("pi π theta θ alpha α beta β gamma γ delta δ lambda λ mu μ sigma σ phi φ omega ω");

    /// <summary>Words that are signs.</summary>
    public static readonly FrozenDictionary<string, string> WordSigns = Map(
        "percent % percentage % pct % degrees ° degree ° deg ° infinity ∞ inf ∞ infty ∞ oo ∞ pm ± cup ∪");

    /// <summary>Short units that plain text sets behind a number.</summary>
    public static readonly FrozenSet<string> ShortUnits = Set(
        "cm mm km dm nm um ft in yd mi kg mg lb lbs oz ml mL cl dl hr hrs min mins sec secs ms mph kmh kph km/h m/s cm² m² day days yr yrs pts USD usd EUR sq cu kW MW Hz kHz eV keV MeV GeV kJ Pa kPa mol");

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Map(string pairs)
    {
        string[] words = pairs.Split(' ');
        return Enumerable.Range(0, words.Length / 2).ToFrozenDictionary(i => words[2 * i], i => words[2 * i + 1], StringComparer.Ordinal);
    }
}
