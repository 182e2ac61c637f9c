namespace Werkstrom.Energy.Meters;

/// <summary>What keeps quarter-hours of delivery points elsewhere, for example for the laboratory: it is told when those of one are erased.</summary>
interface IMeterCopy
{
    /// <summary>Takes the quarter-hours of a delivery point out for good; they are gone when this returns.</summary>
    void Erase(string malo);
}
