<?xml version="1.0" encoding="UTF-8"?>
<!-- The look that every document shares: type scale, colours, spaces. Change a value here and every page changes. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:fox="http://xmlgraphics.apache.org/fop/extensions">

  <!-- colours: every text colour has at least 4.5:1 against its ground -->
  <xsl:variable name="ink" select="'#1a1a1a'"/>
  <xsl:variable name="grey" select="'#4a5257'"/>
  <xsl:variable name="house" select="'#0b3c49'"/>
  <xsl:variable name="line" select="'#8a9499'"/>
  <xsl:variable name="table-head" select="'#e6eef0'"/>
  <xsl:variable name="harm" select="'#6b2346'"/>
  <xsl:variable name="harm-ground" select="'#f7f0f4'"/>
  <xsl:variable name="danger" select="'#7a4200'"/>
  <xsl:variable name="danger-bar" select="'#8a4b00'"/>
  <xsl:variable name="danger-ground" select="'#fdf4e7'"/>
  <xsl:variable name="goal" select="'#1b5e3a'"/>
  <xsl:variable name="goal-ground" select="'#eef6f0'"/>

  <!-- the distance between blocks, and above a section -->
  <xsl:variable name="grid" select="'4.2mm'"/>
  <xsl:variable name="apart" select="'5mm'"/>

  <xsl:attribute-set name="page-text">
    <xsl:attribute name="font-family">Andika</xsl:attribute>
    <xsl:attribute name="font-size">12pt</xsl:attribute>
    <xsl:attribute name="line-height">17pt</xsl:attribute>
    <xsl:attribute name="color"><xsl:value-of select="$ink"/></xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="orphans">2</xsl:attribute>
    <xsl:attribute name="widows">2</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="document-title">
    <xsl:attribute name="font-size">27pt</xsl:attribute>
    <xsl:attribute name="line-height">30pt</xsl:attribute>
    <xsl:attribute name="font-weight">bold</xsl:attribute>
    <xsl:attribute name="color"><xsl:value-of select="$house"/></xsl:attribute>
    <xsl:attribute name="role">H1</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="subtitle">
    <xsl:attribute name="font-size">14pt</xsl:attribute>
    <xsl:attribute name="line-height">19pt</xsl:attribute>
    <xsl:attribute name="color"><xsl:value-of select="$house"/></xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="section-heading">
    <xsl:attribute name="font-size">15.5pt</xsl:attribute>
    <xsl:attribute name="line-height">18.5pt</xsl:attribute>
    <xsl:attribute name="font-weight">bold</xsl:attribute>
    <xsl:attribute name="color"><xsl:value-of select="$house"/></xsl:attribute>
    <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
    <xsl:attribute name="role">H2</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="step-heading">
    <xsl:attribute name="font-size">13pt</xsl:attribute>
    <xsl:attribute name="line-height">17pt</xsl:attribute>
    <xsl:attribute name="font-weight">bold</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
  </xsl:attribute-set>

  <!-- a paragraph: no line longer than some 70 characters -->
  <xsl:attribute-set name="paragraph">
    <xsl:attribute name="space-before">2mm</xsl:attribute>
    <xsl:attribute name="end-indent">inherited-property-value(end-indent) + 6mm</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="note">
    <xsl:attribute name="font-size">10.5pt</xsl:attribute>
    <xsl:attribute name="line-height">14.5pt</xsl:attribute>
    <xsl:attribute name="color"><xsl:value-of select="$grey"/></xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="foot">
    <xsl:attribute name="font-size">9.5pt</xsl:attribute>
    <xsl:attribute name="line-height">13pt</xsl:attribute>
    <xsl:attribute name="color"><xsl:value-of select="$grey"/></xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="phone-number">
    <xsl:attribute name="font-size">16pt</xsl:attribute>
    <xsl:attribute name="line-height">20pt</xsl:attribute>
    <xsl:attribute name="font-weight">bold</xsl:attribute>
    <xsl:attribute name="color"><xsl:value-of select="$house"/></xsl:attribute>
    <xsl:attribute name="keep-together.within-line">always</xsl:attribute>
    <xsl:attribute name="wrap-option">no-wrap</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="rounded">
    <xsl:attribute name="fox:border-radius">2mm</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="card" use-attribute-sets="rounded">
    <xsl:attribute name="space-before">3.2mm</xsl:attribute>
    <xsl:attribute name="padding">2.4mm 4mm 2.4mm 3.5mm</xsl:attribute>
    <xsl:attribute name="keep-together.within-page">always</xsl:attribute>
  </xsl:attribute-set>
</xsl:stylesheet>
