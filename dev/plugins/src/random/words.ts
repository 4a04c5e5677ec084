export const adverbs = [
    "rarely",
    "kindly",
    "boldly",
    "gladly",
    "nearly",
    "openly",
    "calmly",
    "early",
    "wholly",
    "truly",
];
export const adjectives = ["quick", "brave", "quiet", "sunny", "clever", "gentle", "proud", "lucky", "amber", "nimble"];
export const animals = ["otter", "heron", "badger", "falcon", "beaver", "lynx", "marten", "swift", "seal", "hare"];
