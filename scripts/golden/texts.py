"""A thousand texts in twenty languages, as they are typed into a shop's search: 50 of each, the same on every run."""

import random
import unicodedata

# language: (what things are called, what they are like, sentences about {thing} and {kind})
WORDS = {
    "en": (
        "running shoe|winter coat|coffee grinder|kids' bicycle|linen shirt|guitar|water bottle|desk lamp|cast-iron pan|rucksack",
        "red|light blue|waterproof|hand-made|second-hand|vegan|oversized|women's",
        "a photo of a {kind} {thing}|I'm looking for a {thing} that's {kind}, isn't it here?|We've sold the {thing}; they'll send another {kind} one.",
    ),
    "de": (
        "Laufschuh|Wintermantel|Kaffeemühle|Kinderfahrrad|Leinenhemd|Gitarre|Trinkflasche|Schreibtischlampe|Gußeisenpfanne|Rucksack",
        "rot|hellblau|wasserdicht|handgefertigt|gebraucht|grün|übergroß|weiß",
        "ein Foto von: {thing}, {kind}|Ich suche {thing} in {kind}, möglichst günstig.|Gibt's {thing} auch „{kind}“?",
    ),
    "fr": (
        "chaussure de course|manteau d'hiver|moulin à café|vélo d'enfant|chemise en lin|guitare|gourde|lampe de bureau|poêle en fonte|sac à dos",
        "rouge|bleu clair|imperméable|fait main|d'occasion|végétalien|très léger|foncé",
        "une photo de {thing} {kind}|Je cherche {thing} « {kind} », s'il vous plaît.|Où est l'été ? {thing}, {kind} !",
    ),
    "es": (
        "zapatilla de correr|abrigo de invierno|molinillo de café|bicicleta para niños|camisa de lino|guitarra|botella de agua|lámpara de escritorio|sartén de hierro|mochila",
        "rojo|azul claro|impermeable|hecho a mano|de segunda mano|vegano|pequeño|cómodo",
        "una foto de {thing} {kind}|¿Dónde encuentro {thing} {kind}?|¡Qué {thing} más {kind}!",
    ),
    "it": (
        "scarpa da corsa|cappotto invernale|macinacaffè|bicicletta per bambini|camicia di lino|chitarra|borraccia|lampada da scrivania|padella di ghisa|zaino",
        "rosso|azzurro|impermeabile|fatto a mano|usato|vegano|più leggero|blu",
        "una foto di {thing} {kind}|Cerco {thing}: dev'essere {kind}, però.|C'è {thing} {kind}? Perché no!",
    ),
    "pt": (
        "tênis de corrida|casaco de inverno|moedor de café|bicicleta infantil|camisa de linho|violão|garrafa de água|luminária de mesa|frigideira de ferro|mochila",
        "vermelho|azul-claro|impermeável|feito à mão|usado|vegano|grandão|confortável",
        "uma foto de {thing} {kind}|Não encontro {thing} {kind}; vocês têm?|Promoção: {thing}, {kind}!",
    ),
    "nl": (
        "hardloopschoen|winterjas|koffiemolen|kinderfiets|linnen overhemd|gitaar|drinkfles|bureaulamp|gietijzeren pan|rugzak",
        "rood|lichtblauw|waterdicht|handgemaakt|tweedehands|veganistisch|geïsoleerd|'s winters",
        "een foto van een {thing}, {kind}|Ik zoek 'n {thing} die {kind} is.|Hebt u de {thing} ook {kind}?",
    ),
    "pl": (
        "but do biegania|płaszcz zimowy|młynek do kawy|rower dziecięcy|lniana koszula|gitara|butelka na wodę|lampka na biurko|żeliwna patelnia|plecak",
        "czerwony|jasnoniebieski|wodoodporny|ręcznie robiony|używany|wegański|żółty|ciepły",
        "zdjęcie: {thing}, {kind}|Szukam czegoś takiego: {thing} ({kind}).|Czy jest {thing} {kind}?",
    ),
    "cs": (
        "běžecká bota|zimní kabát|mlýnek na kávu|dětské kolo|lněná košile|kytara|láhev na vodu|stolní lampa|litinová pánev|batoh",
        "červený|světle modrý|nepromokavý|ručně vyrobený|použitý|veganský|žlutý|příliš velký",
        "fotografie: {thing}, {kind}|Hledám {thing}, {kind}, děkuji.|Máte {thing} {kind}?",
    ),
    "sv": (
        "löparsko|vinterkappa|kaffekvarn|barncykel|linneskjorta|gitarr|vattenflaska|skrivbordslampa|gjutjärnspanna|ryggsäck",
        "röd|ljusblå|vattentät|handgjord|begagnad|vegansk|överdimensionerad|grå",
        "ett foto av en {kind} {thing}|Jag söker en {thing} som är {kind}.|Finns {thing} i {kind}?",
    ),
    "fi": (
        "juoksukenkä|talvitakki|kahvimylly|lasten polkupyörä|pellavapaita|kitara|juomapullo|työpöytälamppu|valurautapannu|reppu",
        "punainen|vaaleansininen|vedenpitävä|käsintehty|käytetty|vegaaninen|ylisuuri|keltainen",
        "kuva: {kind} {thing}|Etsin tuotetta {thing}, joka on {kind}.|Onko teillä {thing}, {kind}?",
    ),
    "tr": (
        "koşu ayakkabısı|kışlık palto|kahve değirmeni|çocuk bisikleti|keten gömlek|gitar|su şişesi|İstanbul masa lambası|döküm tava|sırt çantası",
        "kırmızı|açık mavi|su geçirmez|el yapımı|ikinci el|vegan|büyük beden|ılık",
        "{kind} {thing} fotoğrafı|IĞDIR'da {thing} arıyorum, {kind} olsun.|{thing} var mı? İYİ ve {kind}!",
    ),
    "el": (
        "παπούτσι για τρέξιμο|χειμωνιάτικο παλτό|μύλος του καφέ|παιδικό ποδήλατο|λινό πουκάμισο|κιθάρα|μπουκάλι νερού|φωτισμός γραφείου|μαντεμένιο τηγάνι|σάκος",
        "κόκκινος|γαλάζιος|αδιάβροχος|χειροποίητος|μεταχειρισμένος|ελαφρύς|μεγάλος|ζεστός",
        "μια φωτογραφία: {thing}, {kind}|Ψάχνω {thing} που να είναι {kind};|Υπάρχει {thing} — {kind};",
    ),
    "ru": (
        "беговая кроссовка|зимнее пальто|кофемолка|детский велосипед|льняная рубашка|гитара|бутылка для воды|настольная лампа|чугунная сковорода|рюкзак",
        "красный|голубой|водонепроницаемый|ручной работы|подержанный|веганский|жёлтый|тёплый",
        "фотография: {thing}, {kind}|Ищу «{thing}», чтобы был {kind}.|Есть ли {thing}? Нужен {kind}!",
    ),
    "ar": (
        "حذاء للجري|معطف شتوي|مطحنة قهوة|دراجة أطفال|قميص كتان|غيتار|زجاجة ماء|مصباح مكتب|مقلاة حديد|حقيبة ظهر",
        "أحمر|أزرق فاتح|مقاوم للماء|مصنوع يدويًا|مستعمل|نباتي|كبير جدًا|دافئ",
        "صورة {thing} {kind}|أبحث عن {thing}، {kind}.|هل يوجد {thing} {kind}؟",
    ),
    "he": (
        "נעל ריצה|מעיל חורף|מטחנת קפה|אופני ילדים|חולצת פשתן|גיטרה|בקבוק מים|מנורת שולחן|מחבת ברזל|תרמיל גב",
        "אדום|תכלת|עמיד במים|עבודת יד|יד שנייה|טבעוני|גדול|חם",
        "תמונה של {thing} {kind}|אני מחפש {thing}, {kind}.|האם יש {thing} {kind}?",
    ),
    "hi": (
        "दौड़ने के जूते|सर्दियों का कोट|कॉफ़ी की चक्की|बच्चों की साइकिल|लिनन की कमीज़|गिटार|पानी की बोतल|मेज़ का लैंप|लोहे की कड़ाही|पिट्ठू बैग",
        "लाल|हल्का नीला|जलरोधक|हाथ से बना|पुराना|शाकाहारी|बड़ा|गरम",
        "{kind} {thing} की तस्वीर|मुझे {thing} चाहिए, {kind} वाला।|क्या {thing} {kind} है?",
    ),
    "ja": (
        "ランニングシューズ|冬のコート|コーヒーミル|子供用自転車|リネンシャツ|ギター|水筒|デスクランプ|鉄のフライパン|リュックサック",
        "赤い|水色の|防水の|手作りの|中古の|ヴィーガンの|大きい|ｶﾜｲｲ",
        "{kind}{thing}の写真|{thing}を探しています。{kind}ものはありますか？|「{thing}」、{kind}！",
    ),
    "zh": (
        "跑步鞋|冬季大衣|咖啡研磨机|儿童自行车|亚麻衬衫|吉他|水壶|台灯|铸铁锅|双肩背包",
        "红色|浅蓝色|防水|手工制作|二手|纯素|加大码|保暖",
        "一张{kind}{thing}的照片|我想找{thing}，要{kind}的。|請問有{kind}{thing}嗎？",
    ),
    "ko": (
        "러닝화|겨울 코트|커피 그라인더|어린이 자전거|리넨 셔츠|기타|물병|책상 스탠드|무쇠 프라이팬|배낭",
        "빨간|하늘색|방수|수제|중고|비건|빅사이즈|따뜻한",
        "{kind} {thing} 사진|{thing}을 찾고 있어요, {kind} 걸로요.|{kind} {thing} 있나요?",
    ),
}

EMOJI = "👟 🧥 ☕ 🚲 👕 🎸 💧 💡 🍳 🎒 ❤️ 👩‍👩‍👧‍👦 🇩🇪 👍🏽 😂😂😂 ™ ✓ 1️⃣".split(" ")
EACH = 50


def variant(kind, text, draw):
    """The ways in which people write the same thing."""
    if kind == 1:
        return text.upper()
    if kind == 2:
        return text.title()
    if kind == 3:
        return f"{text} {draw.choice(EMOJI)}"
    if kind == 4:
        return f"{text}, {draw.randint(1, 999)}×{draw.randint(1, 99)} cm / ½ l, −{draw.randint(5, 70)} % (№ {draw.randint(1, 9)})"
    if kind == 5:
        return f"  {text}\t \n{draw.choice(EMOJI)}  {text} "
    if kind == 6:
        return unicodedata.normalize("NFD", text)
    if kind == 7:
        return "".join(draw.choice((letter.upper(), letter.lower())) for letter in text)
    if kind == 8:
        return f"{draw.choice(EMOJI)}{draw.choice(EMOJI)} #{text} <b>&amp;</b> @shop_{draw.randint(1, 99)} …!!!"
    return text


def written(number, lists, draw):
    things, kinds, sentences = (words.split("|") for words in lists)
    thing, kind = draw.choice(things), draw.choice(kinds)
    text = f"{kind} {thing}" if number % 2 else draw.choice(sentences).format(thing=thing, kind=kind)
    if number % 10 == 9:
        # more than a model reads
        text = " ".join(draw.choice(sentences).format(thing=draw.choice(things), kind=kind) for _ in range(12))
    return variant(number % 9, text, draw)


def make_texts():
    texts = []
    for language, lists in WORDS.items():
        draw = random.Random(language)
        for number in range(EACH):
            text = written(number, lists, draw)
            while text in texts:
                text = written(number, lists, draw)
            texts.append(text)
    return texts
