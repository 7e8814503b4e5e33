<?xml version="1.0" encoding="UTF-8"?>
<!-- Text of the case file: paragraphs, lists, own words, and what stands inside a line. Each block says where it is from, so that
     a problem found while the page is laid out points into the case file. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:at="urn:plainplan:source"
                xmlns:pp="urn:plainplan:functions"
                exclude-result-prefixes="pp">

  <xsl:template name="at">
    <xsl:attribute name="at:at"><xsl:value-of select="pp:at()"/></xsl:attribute>
  </xsl:template>

  <!-- Inside a line. "line" writes what the node at hand holds: nearly always words, names and dates, which need no template. -->
  <xsl:template name="line">
    <xsl:value-of select="pp:plain()"/>
    <xsl:if test="pp:marked()"><xsl:apply-templates mode="line"/></xsl:if>
  </xsl:template>
  <xsl:template match="emphasis" mode="line"><fo:inline font-style="italic"><xsl:apply-templates mode="line"/></fo:inline></xsl:template>
  <xsl:template match="strong" mode="line"><fo:inline font-weight="bold"><xsl:apply-templates mode="line"/></fo:inline></xsl:template>
  <xsl:template match="code" mode="line"><fo:inline font-family="monospace"><xsl:apply-templates mode="line"/></fo:inline></xsl:template>
  <xsl:template match="phone" mode="line"><fo:inline font-weight="bold" keep-together.within-line="always"><xsl:apply-templates mode="line"/></fo:inline></xsl:template>
  <xsl:template match="name | date" mode="line"><xsl:value-of select="."/></xsl:template>
  <xsl:template match="break" mode="line"><fo:block/></xsl:template>
  <xsl:template match="image" mode="line"><xsl:apply-templates mode="line"/></xsl:template>
  <xsl:template match="link" mode="line">
    <xsl:choose>
      <xsl:when test="starts-with(@href,'http:') or starts-with(@href,'https:') or starts-with(@href,'mailto:') or starts-with(@href,'tel:')">
        <fo:basic-link external-destination="url('{@href}')" color="{$house}" text-decoration="underline"><xsl:apply-templates mode="line"/></fo:basic-link>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="line"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- blocks -->
  <xsl:template match="p">
    <fo:block xsl:use-attribute-sets="paragraph"><xsl:call-template name="at"/><xsl:apply-templates mode="line"/></fo:block>
  </xsl:template>

  <xsl:template match="heading | title"/>
  <xsl:template match="allow"/>

  <xsl:template match="code-block">
    <fo:block font-family="monospace" white-space-collapse="false" linefeed-treatment="preserve" white-space-treatment="preserve" space-before="2mm"><xsl:call-template name="at"/><xsl:value-of select="."/></fo:block>
  </xsl:template>

  <xsl:template match="rule">
    <fo:block space-before="3mm" border-bottom="0.3mm solid {$line}" role="artifact"/>
  </xsl:template>

  <xsl:template match="list">
    <fo:list-block space-before="2mm" provisional-distance-between-starts="6.5mm" provisional-label-separation="2mm">
      <!-- a short list stays in one piece -->
      <xsl:if test="count(item) &lt; 5"><xsl:attribute name="keep-together.within-page">5</xsl:attribute></xsl:if>
      <xsl:apply-templates select="item"/>
    </fo:list-block>
  </xsl:template>

  <xsl:template match="item">
    <fo:list-item space-before="1.2mm">
      <xsl:call-template name="at"/>
      <fo:list-item-label end-indent="label-end()">
        <fo:block>
          <xsl:choose>
            <xsl:when test="../@type = 'ordered'"><xsl:number value="../@start + count(preceding-sibling::item)" format="1."/></xsl:when>
            <xsl:otherwise>&#x2022;</xsl:otherwise>
          </xsl:choose>
        </fo:block>
      </fo:list-item-label>
      <fo:list-item-body start-indent="body-start()">
        <xsl:apply-templates select="*" mode="in-item"/>
      </fo:list-item-body>
    </fo:list-item>
  </xsl:template>

  <xsl:template match="p" mode="in-item">
    <fo:block end-indent="inherited-property-value(end-indent) + 6mm"><xsl:call-template name="at"/>
      <xsl:if test="preceding-sibling::*"><xsl:attribute name="space-before">2mm</xsl:attribute></xsl:if>
      <xsl:apply-templates mode="line"/>
    </fo:block>
  </xsl:template>
  <xsl:template match="*" mode="in-item"><xsl:apply-templates select="."/></xsl:template>

  <!-- A record where the page design has no card for it: its fields one under the other. -->
  <xsl:template match="records">
    <fo:list-block space-before="2mm" provisional-distance-between-starts="6.5mm" provisional-label-separation="2mm">
      <xsl:for-each select="record | item">
        <fo:list-item space-before="2mm">
          <xsl:call-template name="at"/>
          <fo:list-item-label end-indent="label-end()"><fo:block>&#x2022;</fo:block></fo:list-item-label>
          <fo:list-item-body start-indent="body-start()">
            <xsl:for-each select="field">
              <fo:block><xsl:call-template name="at"/><fo:inline font-weight="bold"><xsl:value-of select="@label"/>: </fo:inline><xsl:apply-templates mode="line"/></fo:block>
            </xsl:for-each>
            <xsl:apply-templates select="*[not(self::field)]" mode="in-item"/>
          </fo:list-item-body>
        </fo:list-item>
      </xsl:for-each>
    </fo:list-block>
  </xsl:template>

  <!-- Own words: a large mark, slanted, speaker and day below. Nothing around them comments on them. -->
  <xsl:template match="voice">
    <fo:list-block role="BlockQuote" space-before="2mm" margin-left="6mm" provisional-distance-between-starts="10mm" provisional-label-separation="1mm" keep-together.within-page="5">
      <fo:list-item role="Div">
        <fo:list-item-label role="artifact" end-indent="label-end()">
          <fo:block font-size="32pt" line-height="28pt" font-weight="bold" color="{$house}">&#x201C;</fo:block>
        </fo:list-item-label>
        <fo:list-item-body role="Div" start-indent="body-start()">
          <xsl:for-each select="*">
            <xsl:choose>
              <xsl:when test="self::p">
                <fo:block font-style="italic" font-size="13pt" line-height="18pt" end-indent="inherited-property-value(end-indent) + 8mm"><xsl:call-template name="at"/>
                  <xsl:if test="preceding-sibling::p"><xsl:attribute name="space-before">2mm</xsl:attribute></xsl:if>
                  <xsl:apply-templates mode="line"/>
                </fo:block>
              </xsl:when>
              <xsl:otherwise><xsl:apply-templates select="."/></xsl:otherwise>
            </xsl:choose>
          </xsl:for-each>
          <xsl:if test="@name">
            <fo:block xsl:use-attribute-sets="note" space-before="1mm" keep-with-previous.within-page="always">
              <xsl:choose>
                <xsl:when test="@date"><xsl:value-of select="@name"/>, <xsl:value-of select="pp:date(@date)"/></xsl:when>
                <xsl:otherwise><xsl:value-of select="@said"/></xsl:otherwise>
              </xsl:choose>
            </fo:block>
          </xsl:if>
        </fo:list-item-body>
      </fo:list-item>
    </fo:list-block>
  </xsl:template>
</xsl:stylesheet>
