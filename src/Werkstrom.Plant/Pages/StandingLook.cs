using Werkstrom.Ui.Parts;
using Werkstrom.Store.Judging;

namespace Werkstrom.Plant.Pages;

/// <summary>How a standing looks: a tone, with its icon, and a word.</summary>
static class StandingLook
{
    extension(Standing standing)
    {
        /// <summary>The colour's meaning.</summary>
        public Tone Tone => standing switch
        {
            Standing.Act => Tone.Act,
            Standing.Watch => Tone.Watch,
            Standing.Good => Tone.Good,
            _ => Tone.Neutral,
        };

        /// <summary>The end of its class <c>ws-tone-…</c>; silence is to be looked at.</summary>
        public string ToneClass => standing switch
        {
            Standing.Act => "act",
            Standing.Watch or Standing.Silent => "watch",
            Standing.Good => "good",
            _ => "neutral",
        };

        /// <summary>The word in the keys of texts.</summary>
        public string Word => standing switch
        {
            Standing.Act => "act",
            Standing.Watch => "watch",
            Standing.Good => "good",
            Standing.Silent => "silent",
            Standing.Off => "off",
            Standing.Unwatched => "unwatched",
            Standing.Ended => "ended",
            _ => "resting",
        };
    }
}
