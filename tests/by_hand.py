"""The six-picture essay as a person types it: the lines that give the demo's logbook."""

from __future__ import annotations

ARTICLE = "In Images: Rare Amur Leopard Cubs Spotted on Camera"
PRINTED = f'--published "{ARTICLE}" --author "Tia Ghose" --writer "Tia Ghose"'
SOURCE = f'--reference "Tia Ghose, {ARTICLE}"'
SEARCH_WORDS = "amur leopard, amur leopards, leopard cub, big cats, endangered species"

LINES = (
    (
        'add "Amur leopard" --scientific "Panthera pardus orientalis" --region China --method camera-trap'
        ' --animals "1 adult female, 2 cubs"'
        ' --claim "first-breeding in China by camera-trap: the first cubs on camera traps in China"'
        f' --claim "first-breeding: the first evidence of breeding in this region of China" {SOURCE}'
    ),
    (
        f'attach s1 --title "Rare sight" --credit WCS {PRINTED} --position 1 --alt "amur leopard cub on camera"'
        ' --caption "One of two cubs, photographed by a camera trap in China; the cats may be rebounding there."'
    ),
    (
        f'attach s1 --title "First breeding" --credit WCS {PRINTED} --position 2'
        ' --alt "amur leopard caught on camera trap"'
        ' --caption "The adult female, with whom the two cubs were."'
    ),
    (
        f'attach s1 --title "Mama cat" --credit WCS {PRINTED} --position 3 --alt "amur leopard and cub in China"'
        ' --caption "A cub follows the adult female."'
    ),
    (
        f'attach s1 --title "Camera sighting" --credit WCS {PRINTED} --position 4 --alt "amur leopard and cub in china"'
        ' --caption "Adult and cub; the camera trap is part of a wider conservation effort."'
    ),
    f'add "Amur leopard" --region "southeastern Russia" --count 8 --survey --method camera-trap {SOURCE}',
    (
        f'attach s2 --title "Habitat loss" --credit "© WWF-Russia / ISUNR" {PRINTED} --position 5'
        ' --alt "An Amur leopard in Russia" --caption "One of eight leopards caught on camera over a survey."'
    ),
    f'add "Amur leopard" --region "Far Eastern Russia" --animals "mother and full-grown cub" {SOURCE}',
    (
        f'attach s3 --title "Newer population" --credit "©WWF Russia / ISUNR." {PRINTED} --position 6'
        f' --alt "{SEARCH_WORDS}" --caption "A mother with her full-grown cub in the forest."'
    ),
    f'species "Amur leopard" --status CR --population "<40" {SOURCE}',
)
